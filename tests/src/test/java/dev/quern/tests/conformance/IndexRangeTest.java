package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quern.Compiled;
import dev.quern.Dim;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Topology;
import dev.quern.optim.Adam;
import dev.quern.runtime.Devices;
import dev.quern.runtime.request.IndexException;
import dev.quern.runtime.request.IndexLimit;
import dev.quern.tests.Machines;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Indices that are computed: what lies outside is refused when it is evaluated, by operation, index
 * and size, and leaves everything as it was.
 */
@ParameterizedClass
@ValueSource(strings = {"reference", "java", "java:128", "java:plain", "opencl"})
class IndexRangeTest {
  private static final int ROWS = 5;
  private static final int WIDTH = 7;
  private static final long[] OUTSIDE = {
    ROWS, ROWS + 1, -1, -ROWS, 1L << 31, 1L << 32, (1L << 32) + 1, Long.MAX_VALUE, Long.MIN_VALUE
  };

  IndexRangeTest(String device) {
    Quern.use(Machines.of(device));
  }

  @AfterEach
  void backToTheStandardDevice() {
    Quern.use(Devices.standard());
  }

  /** What is read or written at five rows of a table (5, 7) that an index of three names. */
  private enum Use {
    EMBEDDING("embedding", (x, i) -> i.embedding(x)),
    INDEX_SELECT("indexSelect", (x, i) -> x.indexSelect(0, i)),
    INDEX_SELECT_OF_COLUMNS("indexSelect", (x, i) -> x.t().indexSelect(1, i)),
    INDEX_ADD("indexAdd", (x, i) -> x.indexAdd(0, i, x.narrow(0, 0, 3))),
    GATHER("gather", (x, i) -> x.gather(0, i.unsqueeze(1).expand(3, WIDTH))),
    GATHER_OF_ONE("gather", (x, i) -> x.t().narrow(0, 0, 3).gather(1, i.unsqueeze(1))),
    SCATTER_ADD(
        "scatterAdd",
        (x, i) -> x.scatterAdd(0, i.unsqueeze(1).expand(3, WIDTH), x.narrow(0, 0, 3))),
    CROSS_ENTROPY("crossEntropy", (x, i) -> x.t().narrow(0, 0, 3).crossEntropy(i)),
    ONE_HOT("oneHot", (x, i) -> i.oneHot(ROWS));

    private final String op;
    private final BiFunction<Tensor, Tensor, Tensor> function;

    Use(String op, BiFunction<Tensor, Tensor, Tensor> function) {
      this.op = op;
      this.function = function;
    }

    String message(long index) {
      return op + ": index " + index + " is out of range for size " + ROWS;
    }
  }

  private static Tensor table() {
    float[] values = new float[ROWS * WIDTH];
    Random random = new Random(3);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Tensor.of(values, ROWS, WIDTH);
  }

  /** The same numbers, which nobody knows before they are computed. */
  private static Tensor computed(long... values) {
    return Tensor.of(values).add(1).sub(1);
  }

  private static void assertRefused(String message, Runnable evaluation) {
    assertEquals(message, assertThrows(IndexException.class, evaluation::run).getMessage());
  }

  @Test
  void computedIndicesOutsideAreRefusedByAllThatUseThem() {
    for (Use use : Use.values()) {
      for (long bad : OUTSIDE) {
        Tensor result = use.function.apply(table(), computed(1, bad, 0));
        assertRefused(use.message(bad), result::toDoubleArray);
      }
    }
  }

  @Test
  void indicesOf32BitsToo() {
    for (Use use : Use.values()) {
      for (long bad : List.of((long) ROWS, -1L, (long) Integer.MIN_VALUE)) {
        Tensor index = computed(1, bad, 0).to(DType.INT32);
        assertRefused(use.message(bad), use.function.apply(table(), index)::toDoubleArray);
      }
    }
  }

  @Test
  void computedIndicesInsideGiveWhatStoredOnesGive() {
    for (Use use : Use.values()) {
      long[] index = {ROWS - 1, 0, 2};
      double[] expected = use.function.apply(table(), Tensor.of(index)).toDoubleArray();
      double[] found = use.function.apply(table(), computed(index)).toDoubleArray();
      assertArrayEquals(expected, found, 1e-6, use.toString());
    }
  }

  @Test
  void gradientsAloneAreRefusedToo() {
    for (Use use : List.of(Use.EMBEDDING, Use.GATHER, Use.GATHER_OF_ONE, Use.CROSS_ENTROPY)) {
      Tensor table = table().requiresGrad_();
      Tensor gradient =
          dev.quern.Autograd.grad(
                  use.function.apply(table, computed(0, 9, 1)).square().sum(), List.of(table))
              .get(0);
      assertRefused(use.message(9), gradient::toDoubleArray);
    }
  }

  @Test
  void ignoredTargetsAreNoClasses() {
    Tensor scores = table().t().narrow(0, 0, 3); // (3, 5)
    double expected = scores.narrow(0, 0, 1).crossEntropy(Tensor.of(new long[] {2})).item();
    assertEquals(expected, scores.crossEntropy(computed(2, -100, -100)).item(), 1e-6);
    assertEquals(expected, scores.crossEntropy(Tensor.of(new long[] {2, -100, -100})).item(), 1e-6);
    assertRefused(
        Use.CROSS_ENTROPY.message(-99), scores.crossEntropy(computed(2, -100, -99))::item);
    IllegalArgumentException known =
        assertThrows(
            IllegalArgumentException.class,
            () -> scores.crossEntropy(Tensor.of(new long[] {5, -100, 0})));
    assertEquals(Use.CROSS_ENTROPY.message(5), known.getMessage());
  }

  @Test
  void sizesThatVaryAreThoseOfTheEvaluation() {
    Dim length = Dim.of("t", 0, ROWS);
    Tensor three = table().narrow(0, 0, 3).realize().varying(0, length);
    Tensor known = Tensor.of(new long[] {0, 3}); // inside the largest size
    for (Tensor index : List.of(known, computed(0, 3))) {
      assertRefused(
          "embedding: index 3 is out of range for size 3", index.embedding(three)::toDoubleArray);
    }
    double[] rows = computed(2, 0).embedding(three).toDoubleArray();
    assertArrayEquals(Tensor.of(new long[] {2, 0}).embedding(table()).toDoubleArray(), rows);
    Tensor none = table().narrow(0, 0, 0).realize().varying(0, length);
    assertRefused(
        "embedding: there is nothing to index, the size is 0",
        known.embedding(none)::toDoubleArray);
  }

  @Test
  void noneOfNothingIsOutside() {
    Tensor none = Tensor.of(new long[0]).add(7);
    assertEquals(0, none.embedding(table()).toDoubleArray().length);
  }

  @Test
  void whatIsKnownIsNotChecked() {
    Tensor stored = Tensor.of(new long[] {1, 4, 0});
    List<Tensor> known =
        List.of(
            stored,
            stored.narrow(0, 1, 2),
            stored.indexSelect(0, Tensor.of(new long[] {0, 2})).contiguous(),
            Tensor.cat(List.of(stored, stored.narrow(0, 0, 2)), 0).to(DType.INT32),
            table().argmax(0),
            Tensor.arange(9).remainder(5),
            Tensor.arange(5),
            Tensor.full(new int[] {3}, 4L),
            Tensor.randint(0, 5, 3));
    for (Tensor index : known) {
      boolean checked =
          Topology.of(List.of(index.embedding(table()).node())).stream()
              .anyMatch(n -> n.arg() instanceof Arg.Mark m && m.owner() instanceof IndexLimit);
      assertFalse(checked, index::toString);
    }
  }

  /** A table that is learnt with moments, and the classes of its rows. */
  private static final class Training {
    final Tensor table = IndexRangeTest.table().requiresGrad_();
    final Tensor counts = Tensor.zeros(WIDTH);
    final Adam optimizer = new Adam(List.of(table), 0.1);

    Tensor step(Tensor rows, Tensor classes) {
      optimizer.zeroGrad();
      Tensor found = rows.embedding(table);
      Tensor loss = found.crossEntropy(classes);
      loss.backward();
      counts.add_(found.sum(0).mul(loss).detach());
      optimizer.step();
      return loss;
    }

    double[] state() {
      Tensor all = Tensor.cat(List.of(table.detach().flatten(), counts), 0);
      double[] state = all.toDoubleArray();
      double[] moments =
          optimizer.stateDict().values().stream()
              .flatMapToDouble(tensor -> Arrays.stream(tensor.toDoubleArray()))
              .toArray();
      double[] both = Arrays.copyOf(state, state.length + moments.length);
      System.arraycopy(moments, 0, both, state.length, moments.length);
      return both;
    }
  }

  @Test
  void stepsThatFailLeaveParametersMomentsAndCountsAsTheyWere() {
    Training training = new Training();
    Training twin = new Training();
    for (int i = 0; i < 4; i++) {
      training.step(computed(0, 1, 4), computed(i, 2, 1));
      twin.step(computed(0, 1, 4), computed(i, 2, 1));
      double[] before = training.state();
      assertArrayEquals(twin.state(), before);
      assertRefused(
          Use.EMBEDDING.message(5), () -> training.step(computed(1, 5, 2), computed(1, 2, 3)));
      assertArrayEquals(before, training.state());
      assertRefused(
          "crossEntropy: index -3 is out of range for size 7",
          () -> training.step(computed(1, 0, 2), computed(1, 2, -3)));
      assertArrayEquals(before, training.state());
    }
  }

  @Test
  void gradientsThatWereThereStay() {
    Tensor table = table().requiresGrad_();
    computed(0, 1).embedding(table).sum().backward();
    double[] before = table.grad().toDoubleArray();
    Tensor bad = computed(0, 7).embedding(table).sum();
    bad.backward();
    assertRefused(Use.EMBEDDING.message(7), bad::item);
    assertArrayEquals(before, table.grad().toDoubleArray());
    computed(0, 1).embedding(table).sum().backward();
    assertEquals(2 * before[0], table.grad().toDoubleArray()[0]);
  }

  @Test
  void whatHasNothingToDoWithItIsStillWritten() {
    Tensor other = Tensor.ones(3);
    Tensor written = Tensor.ones(3);
    other.add_(1);
    written.add_(computed(6).embedding(table()).sum());
    assertRefused(Use.EMBEDDING.message(6), other.sum()::item);
    assertArrayEquals(new float[] {2, 2, 2}, other.toFloatArray());
    assertArrayEquals(new float[] {1, 1, 1}, written.toFloatArray());
  }

  @Test
  void capturedFunctionsCheckTheIndicesOfEachCall() {
    Training training = new Training();
    Training twin = new Training();
    Compiled step =
        Compiled.of(in -> List.of(training.step(in.get(0), in.get(1)))).reusingOutputs();
    for (int i = 0; i < 3; i++) {
      Tensor rows = computed(0, 1, 4).realize();
      Tensor classes = computed(i, 2, 1).realize();
      assertEquals(
          twin.step(computed(0, 1, 4), computed(i, 2, 1)).item(),
          step.call(rows, classes).get(0).item());
      double[] table = training.table.detach().toDoubleArray();
      double[] counts = training.counts.toDoubleArray();
      assertArrayEquals(twin.table.detach().toDoubleArray(), table);
      Tensor bad = computed(0, 5, 4).realize();
      assertRefused(Use.EMBEDDING.message(5), () -> step.call(bad, classes));
      assertArrayEquals(table, training.table.detach().toDoubleArray());
      assertArrayEquals(counts, training.counts.toDoubleArray());
    }
  }
}
