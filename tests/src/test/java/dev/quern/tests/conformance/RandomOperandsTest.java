package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.ConvOptions;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.runtime.Devices;
import dev.quern.tests.Machines;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Products, convolutions, rows and sums of numbers that are drawn where they are needed: long
 * expressions in loops of whatever size, which become methods of their own.
 */
@ParameterizedClass
@ValueSource(strings = {"java", "java:128", "java:256", "java:plain", "opencl"})
class RandomOperandsTest {
  private static final double TOLERANCE = 1e-3; // of 1, or of larger values
  private static final int DRAWS = Machines.ALL ? 60 : 4;
  private static final int[] ROWS = {1, 2, 4, 5, 16, 33, 64};
  private static final int[] TERMS = {3, 16, 64, 65, 130};
  private static final int[] COLUMNS = {1, 16, 33, 48, 65, 100, 257};

  private final String device;

  RandomOperandsTest(String device) {
    this.device = device;
  }

  @AfterEach
  void backToTheStandardDevice() {
    Quern.use(Devices.standard());
  }

  /** Sizes of a program (m, k) and (k, n). */
  private record Sizes(int m, int k, int n) {
    static Sizes draw(Random random) {
      return new Sizes(any(random, ROWS), any(random, TERMS), any(random, COLUMNS));
    }

    private static int any(Random random, int[] sizes) {
      return sizes[random.nextInt(sizes.length)];
    }

    Tensor stored(int rows, int columns) {
      float[] values = new float[rows * columns];
      IntStream.range(0, values.length).forEach(i -> values[i] = (float) Math.sin(0.7 * i));
      return Tensor.of(values, rows, columns);
    }
  }

  private interface Function {
    Tensor of(Sizes sizes);
  }

  private enum Program {
    PRODUCT(s -> Tensor.randn(s.m, s.k).matmul(Tensor.randn(s.k, s.n))),
    LEFT(s -> Tensor.randn(s.m, s.k).matmul(s.stored(s.k, s.n))),
    RIGHT(s -> s.stored(s.m, s.k).matmul(Tensor.rand(s.k, s.n).log().neg().sqrt())),
    TRANSPOSED(s -> Tensor.randn(s.k, s.m).t().matmul(Tensor.randn(s.n, s.k).t())),
    BATCHED(s -> Tensor.randn(3, s.m, s.k).matmul(Tensor.randn(3, s.k, s.n))),
    DROPPED(
        s ->
            s.stored(s.m, s.k)
                .dropout(0.3, true)
                .matmul(s.stored(s.k, s.n).dropout(0.5, true))
                .dropout(0.2, true)),
    CONVOLUTION(
        s ->
            Tensor.randn(2, 3, 9, s.m + 3)
                .conv2d(Tensor.randn(5, 3, 3, 3), ConvOptions.DEFAULT.withPadding(1))),
    SOFTMAX(s -> Tensor.randn(s.m, s.n).softmax(-1)),
    NORMALIZED(s -> Tensor.randn(s.m, s.n + 1).layerNorm(new int[] {s.n + 1}, 1e-2)),
    ROW_SUMS(s -> Tensor.randn(s.m, s.n).square().sum(-1)),
    COLUMN_SUMS(s -> Tensor.randn(s.k, s.n).square().sum(0)),
    GRADIENT(
        s -> {
          Tensor w = s.stored(s.k, s.n).requiresGrad_();
          Tensor.randn(s.m, s.k).matmul(w).dropout(0.4, true).square().sum().backward();
          return w.grad();
        }),
    SEVERAL(
        s ->
            PRODUCT
                .function
                .of(s)
                .sum(-1)
                .add(SOFTMAX.function.of(s).amax(-1))
                .add(LEFT.function.of(s).mul(DROPPED.function.of(s)).sum(-1)));

    private final Function function;

    Program(Function function) {
      this.function = function;
    }
  }

  private static double[] on(String device, Program program, Sizes sizes) {
    Quern.use(Machines.of(device));
    Quern.manualSeed(11);
    return program.function.of(sizes).toDoubleArray();
  }

  @ParameterizedTest
  @EnumSource
  void drawnOperandsGiveWhatTheReferenceGives(Program program) {
    Random random = new Random(program.ordinal());
    for (int i = 0; i < DRAWS; i++) {
      Sizes sizes = Sizes.draw(random);
      double[] expected = on("reference", program, sizes);
      double[] found = on(device, program, sizes);
      assertEquals(expected.length, found.length);
      for (int at = 0; at < expected.length; at++) {
        double tolerance = TOLERANCE * Math.max(1, Math.abs(expected[at]));
        assertEquals(expected[at], found[at], tolerance, device + ", " + sizes + " at " + at);
      }
    }
  }
}
