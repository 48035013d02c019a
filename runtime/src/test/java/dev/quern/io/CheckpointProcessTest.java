package dev.quern.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.eclipsesource.json.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Saves in a process of its own, which is killed, or whose files may not grow. */
@Timeout(120)
class CheckpointProcessTest {
  @TempDir private Path folder;

  /** Saves checkpoints with the steps from the second argument on, until it is stopped. */
  static final class Saver {
    public static void main(String[] arguments) {
      try {
        for (int step = Integer.parseInt(arguments[1]); ; step++) {
          CheckpointTest.save(Path.of(arguments[0]), step);
        }
      } catch (UncheckedIOException e) {
        System.out.println(e.getMessage());
        System.exit(3);
      }
    }
  }

  @Test
  void wheneverTheProcessIsStoppedACompleteCheckpointLoads() throws Exception {
    CheckpointTest.save(folder, 0);
    Random random = new Random(1);
    long step = 0;
    for (int round = 0; round < 6; round++) {
      Process process = start(List.of(), step + 1);
      long before = step;
      while (CheckpointTest.checkedStep(folder) == before) {
        assertTrue(process.isAlive(), () -> output(process));
        Thread.sleep(5);
      }
      Thread.sleep(random.nextInt(60));
      if (round % 2 == 0) {
        process.destroyForcibly();
      } else {
        process.destroy(); // ends as on Ctrl-C: by a signal that the JVM turns into an exit
      }
      process.waitFor();
      step = CheckpointTest.checkedStep(folder);
      assertTrue(step > before, step + " after " + before);
    }
    CheckpointTest.save(folder, 1);
    assertEquals(4, names().size(), names().toString());
  }

  @Test
  void aDiskThatTakesNoMoreLeavesTheOldCheckpointAndNothingElse() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
    CheckpointTest.save(folder, 1);
    List<String> before = names();
    // Blocks of 512 bytes: less than the 200,000 bytes of the model.
    Process process = start(List.of("/bin/sh", "-c", "ulimit -f 200; exec \"$@\"", "sh"), 2);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    String output = output(process);
    assertEquals(3, process.exitValue(), output);
    String file = folder.resolve("model-2.safetensors").toString();
    assertEquals(file + ": cannot write: File too large", output.strip());
    assertEquals(1, CheckpointTest.checkedStep(folder));
    assertEquals(before, names());
  }

  private Process start(List<String> before, long step) throws IOException, URISyntaxException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-Xmx64m", "-cp", classPath()));
    command.addAll(List.of(Saver.class.getName(), folder.toString(), String.valueOf(step)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String classPath() throws URISyntaxException {
    List<String> places = new ArrayList<>();
    for (Class<?> each : List.of(Checkpoint.class, Saver.class, JsonParser.class, Test.class)) {
      places.add(
          Path.of(each.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, places);
  }

  private static String output(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
