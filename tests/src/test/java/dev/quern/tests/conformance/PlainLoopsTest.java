package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import dev.quern.tests.Machines;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loops that run in strips where there is no Vector API, with strips that are short or cut off. */
final class PlainLoopsTest {
  private static final double TOLERANCE = 1e-5;
  private static final int[] LENGTHS = {31, 32, 33, 64, 255, 257, 511, 512, 513, 1024, 1100};

  @AfterEach
  void backToTheStandardDevice() {
    Quern.use(Devices.standard());
  }

  /** Programs of x (3, length), whose elements lie between -2 and 3. */
  private enum Program {
    SOFTMAX(x -> x.softmax(-1)),
    LOG_SOFTMAX(x -> x.logSoftmax(-1)),
    LAYER_NORM(x -> x.layerNorm(new int[] {length(x)}, 1e-5)),
    LARGEST(x -> x.amax(-1)),
    SMALLEST_OF_COMPUTED(x -> x.exp().sub(x).amin(-1)),
    SUM_OF_COMPUTED(x -> x.mul(x).tanh().sum(-1)),
    LOGARITHM_OF_ANYTHING(x -> x.log().add(x)),
    RANGE_OF_EXPONENTIAL(x -> x.mul(60).exp()),
    GELU(x -> x.gelu()),
    SINE(x -> x.mul(5).sin().mul(x)),
    CHOSEN(x -> Tensor.where(x.gt(0.5), x.exp(), x.neg())),
    SHIFTED(x -> x.narrow(1, 1, length(x) - 1).add(x.narrow(1, 0, length(x) - 1)).sqrt()),
    EVERY_OTHER(x -> x.slice(1, 0, length(x), 2).exp().mul(2)),
    REVERSED(x -> x.flip(1).exp().add(x)),
    NOT_A_NUMBER(x -> x.sqrt().amax(-1)),
    COLUMNS(x -> x.repeat(40, 1).sum(0)),
    TWO_SUMS_OF_COLUMNS(x -> x.repeat(40, 1).exp().sum(0).add(x.repeat(40, 1).square().sum(0))),
    PRODUCT(x -> x.t().matmul(x).exp().sum(1)),
    INTEGERS(x -> x.mul(10).to(DType.INT32).sum(-1));

    private final UnaryOperator<Tensor> function;

    Program(UnaryOperator<Tensor> function) {
      this.function = function;
    }
  }

  private static int length(Tensor x) {
    return (int) x.numel() / 3;
  }

  private static double[] on(String device, Program program, int length) {
    Quern.use(Machines.of(device));
    float[] values = new float[3 * length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2.5 * Math.sin(0.37 * i) + 0.5);
    }
    return program.function.apply(Tensor.of(values, 3, length)).toDoubleArray();
  }

  @ParameterizedTest
  @EnumSource
  void stripsGiveWhatTheReferenceGives(Program program) {
    for (int length : LENGTHS) {
      double[] expected = on("reference", program, length);
      double[] found = on("java:plain", program, length);
      assertEquals(expected.length, found.length);
      for (int i = 0; i < expected.length; i++) {
        double size = Math.abs(expected[i]);
        double tolerance = size <= Double.MAX_VALUE ? TOLERANCE * Math.max(1, size) : TOLERANCE;
        assertEquals(expected[i], found[i], tolerance, program + " of " + length + " at " + i);
      }
    }
  }
}
