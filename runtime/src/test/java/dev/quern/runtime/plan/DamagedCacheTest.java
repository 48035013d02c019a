package dev.quern.runtime.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.TestGraphs;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.cache.DiskCache;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.java.TestBackends;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files of a cache, answers are right and nothing is thrown. */
final class DamagedCacheTest {
  private static final long ROOMY = 1 << 26;
  private static final int CHANGES = Integer.getInteger("quern.fuzz.changes", 250);
  private static final int OPENED = 25; // changes until the cache is opened anew

  @TempDir Path root;
  private final Backend backend = TestBackends.java(2);
  private final Optional<Environment> environment = Environment.of(backend.target(), true);
  private final Random random = new Random(5);

  private Device device(DiskCache disk) {
    return new Device(
        "java",
        backend,
        opened -> new CompiledEngine(opened, GraphFusion.fromSettings(), disk, environment));
  }

  /** Two plans of one kernel each, which launch alike: their entries could be mistaken. */
  private static float[][] values(Device device) {
    Node x = new TestGraphs(device).floats(4, 8);
    Node sum = Nodes.reduce(Op.ADD, x, List.of(1));
    Node top = Nodes.reduce(Op.MAX, x, List.of(1));
    Evaluation.evaluate(device, List.of(sum));
    Evaluation.evaluate(device, List.of(top));
    return new float[][] {floats(sum), floats(top)};
  }

  private static float[] floats(Node node) {
    return (float[]) Transfer.download(Evaluation.stored(node).orElseThrow());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("compiled"))) {
      return files.sorted().toList();
    }
  }

  /** Does something to one or two files. */
  private String damage(List<Path> files) throws IOException {
    Path file = files.get(random.nextInt(files.size()));
    Path other = files.get(random.nextInt(files.size()));
    byte[] bytes = Files.readAllBytes(file);
    byte[] others = Files.readAllBytes(other);
    int at = random.nextInt(bytes.length + 1);
    String what = file.getFileName() + " of " + bytes.length + " bytes, at " + at + ": ";
    switch (random.nextInt(9)) {
      case 0, 1 -> {
        bytes[at % bytes.length] ^= 1 << random.nextInt(8);
        Files.write(file, bytes);
        return what + "bit";
      }
      case 2 -> {
        Files.write(file, Arrays.copyOf(bytes, at));
        return what + "cut";
      }
      case 3 -> {
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1 + at));
        return what + "longer";
      }
      case 4 -> {
        Files.write(file, others);
        Files.write(other, bytes);
        return what + "exchanged with " + other.getFileName();
      }
      case 5 -> {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(bytes, 0, at);
        both.write(others);
        Files.write(file, both.toByteArray());
        return what + "followed by " + other.getFileName();
      }
      case 6 -> {
        Files.delete(file);
        return what + "deleted";
      }
      case 7 -> {
        random.nextBytes(bytes);
        Files.write(file, bytes);
        return what + "noise";
      }
      default -> {
        byte[] part = new byte[Math.min(8, bytes.length)];
        random.nextBytes(part);
        System.arraycopy(part, 0, bytes, at % (bytes.length - part.length + 1), part.length);
        Files.write(file, bytes);
        return what + "length or so";
      }
    }
  }

  @Test
  void noChangeOfItsFilesGivesAWrongAnswerOrAnError() throws IOException {
    DiskCache disk = DiskCache.at(root, ROOMY);
    float[][] right = values(device(disk));
    disk.flush();
    for (int change = 0; change < CHANGES; change++) {
      List<Path> files = files();
      assertTrue(files.size() >= 5, files.toString()); // key, plans, kernels
      String what = damage(files);
      if (change % OPENED == 0) {
        disk = DiskCache.at(root, ROOMY);
      }
      float[][] found = values(device(disk));
      for (int i = 0; i < right.length; i++) {
        assertArrayEquals(right[i], found[i], "change " + change + ", " + what);
      }
      disk.flush();
    }
  }

  @Test
  void filesThatVanishWhileTheyAreReadAreMadeAnew() throws Exception {
    DiskCache disk = DiskCache.at(root, ROOMY);
    float[][] right = values(device(disk));
    disk.flush();
    Thread deleting =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                disk.clear();
              }
            });
    deleting.start();
    List<float[][]> found = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      found.add(values(device(disk)));
      disk.flush();
    }
    deleting.interrupt();
    deleting.join();
    for (float[][] values : found) {
      assertEquals(Arrays.deepToString(right), Arrays.deepToString(values));
    }
  }
}
