package dev.quern.data;

import static dev.quern.Values.assertRefused;
import static dev.quern.Values.assertValues;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.quern.Tensor;
import dev.quern.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches of tokens and of rows, and files of bytes. */
final class DataTest {
  private static final int[] COUNT = IntStream.range(0, 50).toArray();

  @BeforeEach
  void device() {
    Values.onReference();
  }

  @Test
  void targetsAreTheTokensThatFollow() {
    TokenBatches.Batch batch = new TokenBatches(COUNT, 3, 4, 1).next();
    assertArrayEquals(new int[] {3, 4}, batch.inputs().shape().toArray());
    assertValues(batch.inputs().add(1).toArray(), batch.targets());
  }

  @Test
  void equalSeedsGiveEqualBatchesAndSkippingGoesOn() {
    TokenBatches first = new TokenBatches(COUNT, 2, 4, 1);
    int[] one = first.next().inputs().toIntArray();
    int[] two = first.next().inputs().toIntArray();
    assertNotEquals(Arrays.toString(one), Arrays.toString(two));
    assertArrayEquals(two, new TokenBatches(COUNT, 2, 4, 1).skip(1).next().inputs().toIntArray());
  }

  @Test
  void aPassLearnsEveryTokenOnceWhereverItBegins() {
    for (int seed = 0; seed < 20; seed++) {
      TokenBatches batches = new TokenBatches(Arrays.copyOf(COUNT, 48), 1, 4, seed);
      int[] targets =
          IntStream.range(0, 11) // in 48 tokens behind any first place
              .mapToObj(window -> batches.next().targets().toIntArray())
              .flatMapToInt(Arrays::stream)
              .sorted()
              .toArray();
      assertArrayEquals(IntStream.range(targets[0], targets[0] + 44).toArray(), targets);
    }
  }

  @Test
  void windowsBeginEverywhereWhereTheyFit() {
    TokenBatches batches = new TokenBatches(Arrays.copyOf(COUNT, 8), 5, 3, 3);
    TreeSet<Integer> starts = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      int[] inputs = batches.next().inputs().toIntArray();
      IntStream.range(0, 5).forEach(row -> starts.add(inputs[3 * row]));
    }
    assertEquals(new TreeSet<>(List.of(0, 1, 2, 3, 4)), starts);
  }

  @Test
  void theLastWindowIsReached() {
    TokenBatches batches = new TokenBatches(new int[] {7, 8, 9}, 1, 2, 0);
    assertArrayEquals(new int[] {8, 9}, batches.next().targets().toIntArray());
    assertRefused(() -> new TokenBatches(new int[2], 1, 2, 0), "2 tokens", "context");
  }

  @Test
  void aPassGivesEachRowOnceAndRowsStayTogether() {
    Tensor x = Tensor.arange(6).reshape(6, 1);
    Tensor y = Tensor.arange(6).mul(10);
    long sum = 0;
    for (List<Tensor> batch : new Batches(List.of(x, y), 2, true)) {
      assertValues(batch.get(0).flatten().mul(10).toArray(), batch.get(1));
      sum += batch.get(1).sum().itemLong();
    }
    assertEquals(150, sum);
  }

  @Test
  void whatIsLeftOverIsDroppedUnlessAskedFor() {
    Tensor x = Tensor.arange(5);
    assertEquals(2, new Batches(List.of(x), 2, false).count());
    Batches all = new Batches(List.of(x), 2, false, false);
    int[] sizes = new int[3];
    int i = 0;
    for (List<Tensor> batch : all) {
      sizes[i++] = batch.get(0).size(0);
    }
    assertArrayEquals(new int[] {2, 2, 1}, sizes);
    assertRefused(() -> new Batches(List.of(x, Tensor.arange(4)), 2, false), "[5]", "[4]");
  }

  @Test
  void idxFilesBecomeTensors(@TempDir Path folder) throws IOException {
    byte[] content = {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, (byte) 255};
    Path file = folder.resolve("images.gz");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    Files.write(file, packed.toByteArray());
    assertValues(new double[][] {{0, 1}}, Idx.read(file).images());
    assertValues(new double[][] {{0, 255}}, Idx.read(file).labels());
  }

  @Test
  void brokenIdxFilesAreRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("labels");
    Files.write(file, new byte[] {0, 0, 8, 1, 0, 0, 0, 3, 1, 2});
    assertRefused(() -> Idx.read(file), "labels", "11 bytes", "10");
    Files.write(file, new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 1, 2});
    assertRefused(() -> Idx.read(file), "labels", "more");
    Files.write(file, new byte[] {1, 2, 3, 4});
    assertRefused(() -> Idx.read(file), "01020304");
    Files.write(file, new byte[] {0, 0, 8});
    assertRefused(() -> Idx.read(file), "header");
    Path packed = folder.resolve("labels.gz");
    Files.write(packed, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    assertRefused(() -> Idx.read(packed), "gzip");
    assertRefused(() -> Idx.read(folder.resolve("none")), "none");
  }
}
