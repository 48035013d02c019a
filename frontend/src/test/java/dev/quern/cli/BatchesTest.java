package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Generator;
import dev.quern.Quern;
import dev.quern.cli.Batches.Batch;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BatchesTest {
  private static final Recipe RECIPE = new Recipe(1, 1, 4, 3, 0, false, 5, 10, 10, 1e-3, 1);
  private static final int[] TOKENS = IntStream.range(0, 8).toArray(); // token = its place

  @BeforeEach
  void device() {
    Quern.use("reference");
  }

  @Test
  void targetsAreTheTokensThatFollow() {
    Batch batch = new Batches(TOKENS, RECIPE, new Generator(3)).next();
    int[] expected = IntStream.of(batch.inputs().toIntArray()).map(token -> token + 1).toArray();
    assertArrayEquals(expected, batch.targets().toIntArray());
    assertEquals("[5, 3]", batch.inputs().shape().toString());
  }

  @Test
  void windowsBeginEverywhereWhereTheyFit() {
    Batches batches = new Batches(TOKENS, RECIPE, new Generator(3));
    TreeSet<Integer> starts = new TreeSet<>();
    for (int i = 0; i < 50; i++) {
      int[] inputs = batches.next().inputs().toIntArray();
      IntStream.range(0, 5).forEach(row -> starts.add(inputs[3 * row]));
    }
    assertEquals(new TreeSet<>(List.of(0, 1, 2, 3, 4)), starts);
  }

  @Test
  void sequenceGoesOnFromItsState() {
    Generator first = new Generator(3);
    Batches batches = new Batches(TOKENS, RECIPE, first);
    batches.next();
    Generator second = new Generator(0).restore(first.seed(), first.draws());
    assertArrayEquals(
        batches.next().inputs().toIntArray(),
        new Batches(TOKENS, RECIPE, second).next().inputs().toIntArray());
  }
}
