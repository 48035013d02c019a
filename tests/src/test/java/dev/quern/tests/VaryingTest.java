package dev.quern.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quern.AttentionOptions;
import dev.quern.Compiled;
import dev.quern.Dim;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.models.Gpt;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One plan computes tensors of many lengths, as the same program does with lengths that are fixed.
 */
final class VaryingTest {
  private static final Dim LENGTH = Dim.of("t", 1, 23);
  private static final double TOLERANCE = 1e-5;

  @AfterEach
  void backToTheStandardDevice() {
    Quern.use(Devices.standard());
  }

  /** Programs of x (t, 6) and y (t). */
  private enum Program {
    ELEMENTWISE(x -> x.mul(2).exp().add(x)),
    SOFTMAX_DOWN_THE_LENGTH(x -> x.softmax(0)),
    SUMS(x -> x.sum(0)),
    SUM(x -> x.sum()),
    MEAN(x -> x.mean(0)),
    VARIANCE(x -> x.var(0)),
    LARGEST(x -> x.amax(0)),
    WHERE_THE_LARGEST_IS(x -> x.argmax(0)),
    LAYER_NORM(x -> x.layerNorm(new int[] {6}, 1e-5)),
    PRODUCT_OF_ROWS(x -> x.matmul(Tensor.arange(12.0).reshape(6, 2))),
    PRODUCT_OVER_THE_LENGTH(x -> x.t().matmul(x)),
    SCORES(x -> x.matmul(x.t()).softmax(-1).matmul(x)),
    LAST_ROW(x -> x.select(0, -1)),
    FIRST_ROW(x -> x.select(0, 0)),
    TWICE_AND_ONCE_MORE(x -> Tensor.cat(List.of(x, Tensor.ones(2, 6), x), 0)),
    REVERSED(x -> x.flip(0)),
    TRANSPOSED(x -> x.t().contiguous()),
    FRAMED(x -> x.pad(new int[] {1, 2, 3, 1}, -1)),
    ROWS(x -> Tensor.arange(138.0).reshape(23, 6).narrow(0, 0, x.shape().size(0)).add(x)),
    ATTENTION(x -> attention(x.unsqueeze(0)).squeeze(0));

    private final UnaryOperator<Tensor> function;

    Program(UnaryOperator<Tensor> function) {
      this.function = function;
    }

    private static Tensor attention(Tensor x) {
      return Tensor.scaledDotProductAttention(x, x, x, AttentionOptions.CAUSAL);
    }
  }

  private static Tensor rows(int length) {
    return Tensor.arange(6.0 * length).mul(0.37).sin().reshape(length, 6).realize();
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "java:plain", "reference", "opencl"})
  void lengthThatVariesGivesWhatAFixedOneGives(String device) {
    Quern.use(Machines.of(device));
    for (Program program : Program.values()) {
      for (int length : new int[] {1, 2, 16, 23}) {
        Tensor expected = program.function.apply(rows(length));
        Tensor found = program.function.apply(rows(length).varying(0, LENGTH));
        String name = program + " of " + length;
        assertEquals(expected.numel(), found.numel(), name);
        assertArrayEquals(
            expected.toDoubleArray(),
            found.toDoubleArray(),
            TOLERANCE * (1 + length * length),
            name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"java", "java:plain", "reference", "opencl"})
  void zeroIsALength(String device) {
    Quern.use(Machines.of(device));
    Dim some = Dim.of("t", 0, 23);
    for (int length : new int[] {0, 4}) {
      Tensor x = rows(length).varying(0, some);
      assertEquals(length * 6, x.add(1).toFloatArray().length);
      Tensor sums = x.exp().sum(0).add(x.t().matmul(x).sum(1));
      Tensor expected = rows(length).exp().sum(0).add(rows(length).t().matmul(rows(length)).sum(1));
      assertArrayEquals(expected.toFloatArray(), sums.toFloatArray(), 1e-4f);
      Tensor longer = Tensor.cat(List.of(Tensor.ones(2, 6), x, Tensor.zeros(1, 6)), 0);
      assertEquals(length + 3, longer.toFloatArray().length / 6);
      assertEquals(12 + rows(length).sum().item(), longer.sum().item(), 1e-4);
    }
  }

  @Test
  void oneKernelServesAllLengths() {
    Device device = Devices.of("java");
    Quern.use(device);
    UnaryOperator<Tensor> program = x -> x.matmul(x.t()).softmax(-1).sum(0);
    program.apply(rows(5).varying(0, LENGTH)).realize();
    List<Tensor> inputs = new ArrayList<>();
    for (int length = 1; length <= LENGTH.max(); length++) {
      inputs.add(rows(length).varying(0, LENGTH));
    }
    long scheduled = device.counters().graphsScheduled();
    long compiled = device.counters().kernelsCompiled();
    inputs.forEach(x -> program.apply(x).realize());
    assertEquals(scheduled, device.counters().graphsScheduled());
    assertEquals(compiled, device.counters().kernelsCompiled());
  }

  @Test
  void compiledFunctionRunsOnceForAllLengths() {
    Compiled function = Compiled.of(in -> List.of(in.get(0).softmax(0).sum(1)));
    for (int length : new int[] {3, 23, 1}) {
      Tensor found = function.call(rows(length).varying(0, LENGTH)).get(0);
      assertEquals(length, found.size(0));
      assertArrayEquals(rows(length).softmax(0).sum(1).toFloatArray(), found.toFloatArray(), 1e-6f);
    }
    assertEquals(1, function.captures());
  }

  @Test
  void modelGivesTheScoresAndGradientsOfFixedLengths() {
    Gpt model = new Gpt(Gpt.Config.of(1, 2, 16, 16, 11));
    Dim time = Dim.of("time", 1, 16);
    for (int length : new int[] {4, 16, 1}) {
      Tensor tokens = Tensor.arange((long) length).mul(3).remainder(11).reshape(1, length);
      double expected = gradient(model, tokens);
      double found = gradient(model, tokens.varying(1, time));
      assertEquals(expected, found, 1e-5 * (1 + Math.abs(expected)));
    }
  }

  /** The size of the gradient of all parameters. */
  private static double gradient(Gpt model, Tensor tokens) {
    model.zeroGrad();
    model.loss(tokens, tokens).backward();
    double squares = 0;
    for (Tensor parameter : model.parameters()) {
      Tensor gradient = parameter.grad();
      squares += gradient.mul(gradient).sum().item();
    }
    return Math.sqrt(squares);
  }

  @Test
  void arraysHoldWhatThereIs() {
    Tensor x = Tensor.of(new float[][] {{1, 2}, {3, 4}}).varying(1, Dim.of("n", 0, 5));
    assertEquals("[2, n]", x.shape().toString());
    assertEquals(2, x.size(1));
    assertEquals(4, x.numel());
    assertArrayEquals(new float[][] {{1, 2}, {3, 4}}, (float[][]) x.toArray());
    assertArrayEquals(new float[] {1, 3, 2, 4}, x.t().toFloatArray());
  }

  private static void refuses(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void sizesAreCheckedAtTheCall() {
    Tensor x = rows(5).varying(0, LENGTH);
    Tensor longer = rows(7).varying(0, LENGTH);
    refuses(
        "varying: dim 0 of (24, 6) is 24, outside 1..23 of t", () -> rows(24).varying(0, LENGTH));
    refuses("add: t is 5 in one tensor and 7 in another", () -> x.add(longer));
    refuses("varying: dim 0 of (t, 6) varies already", () -> x.varying(0, LENGTH));
    refuses(
        "select: index 1 is out of range for dim 0 of (t, 6), where t is 1 to 23",
        () -> x.select(0, 1));
    refuses(
        "narrow: start 0 and length 2 leave dim 0 of size t, where t is 1 to 23",
        () -> x.narrow(0, 0, 2));
    refuses(
        "narrow: start 0 and length t leave dim 0 of size 8, where t is 1 to 23",
        () -> Tensor.zeros(8).narrow(0, 0, LENGTH.size()));
    refuses(
        "slice: dim 0 of (t, 6) varies, where t is 1 to 23; narrow or select what is always there",
        () -> x.slice(0, 0, 2));
    refuses("Dim: t from 5 to 4 is no range of sizes", () -> Dim.of("t", 5, 4));
    refuses("variable: '1' is not a name", () -> Dim.of("1", 1, 2));
    refuses(
        "add: shapes (t, 6) and (s, 6) do not broadcast: t and s at dim -2",
        () -> x.add(rows(5).varying(0, Dim.of("s", 1, 23))));
  }

  @Test
  void twoLengthsInOneComputationAreRefusedWhenItIsAskedFor() {
    Tensor sums = rows(5).varying(0, LENGTH).sum().add(rows(7).varying(0, LENGTH).sum());
    refuses("t is 5 in one tensor and 7 in another", sums::item);
  }
}
