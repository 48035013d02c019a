package dev.quern.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.io.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line from one end to the other, in processes of its own. */
final class CommandLineTest {
  private static final String TRAIN =
      "train --text text --layers 1 --heads 2 --width 16 --context 8 --batch 2 --dropout 0.1"
          + " --eval-every 50 --device java";

  @TempDir Path folder;

  private QuernProcess quern(String words) throws IOException {
    return QuernProcess.start(folder, List.of(), words);
  }

  private void writeText(int lines) throws IOException {
    Files.writeString(folder.resolve("text"), "a quern is a hand mill: it grinds\n".repeat(lines));
  }

  @Test
  void runThatWasTerminatedEndsWithTheBitsOfOneThatWasNotAndGenerates() throws Exception {
    writeText(9);
    String train = TRAIN + " --steps 120 --sample 0 --out ";
    QuernProcess whole = quern(train + "whole");
    QuernProcess part = quern(train + "part");
    part.awaitLine("step 1 ");
    part.process().destroy(); // SIGTERM, which takes the way of Ctrl-C
    part.code();
    assertTrue(part.output().contains("; to go on: quern train --resume part\n"), part.toString());
    long step = Checkpoint.load(folder.resolve("part")).state().integer("step");
    assertTrue(step >= 1 && step < 120, "stopped at step " + step);
    QuernProcess rest = quern("train --resume part --sample 20 --device java");
    assertEquals(0, rest.code(), rest.toString());
    assertEquals("", rest.errors());
    assertTrue(rest.output().contains("\nmore: quern generate --checkpoint part\n"), rest.output());
    assertEquals(0, whole.code(), whole.toString());
    Checkpoint expected = Checkpoint.load(folder.resolve("whole"));
    Checkpoint found = Checkpoint.load(folder.resolve("part"));
    assertEquals(expected.model(), found.model());
    assertEquals(expected.optimizer(), found.optimizer());
    assertEquals(expected.state().members(), found.state().members());
    generatesFrom("part");
  }

  private void generatesFrom(String checkpoint) throws Exception {
    QuernProcess generate =
        quern("generate --checkpoint " + checkpoint + " --prompt mill --tokens 25 --device java");
    assertEquals(0, generate.code(), generate.toString());
    assertEquals("", generate.errors());
    assertTrue(generate.output().startsWith("mill"), generate.output());
    assertEquals(30, generate.output().length(), generate.output()); // and the end of the line
  }

  @Test
  void fullDiskIsOneLineAndNoCheckpoint() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
    writeText(9);
    List<String> limited =
        List.of("/bin/sh", "-c", "ulimit -f 20; exec \"$@\"", "sh"); // 10,240 bytes
    QuernProcess train = QuernProcess.start(folder, limited, TRAIN + " --steps 3 --out full");
    assertEquals(1, train.code(), train.toString());
    assertEquals(
        "quern train: full/model-1.safetensors: cannot write: File too large", train.errors());
    try (Stream<Path> left = Files.list(folder.resolve("full"))) {
      assertEquals(List.of(), left.toList());
    }
  }
}
