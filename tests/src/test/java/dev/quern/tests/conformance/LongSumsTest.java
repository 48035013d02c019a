package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sums lose as few digits as pairwise sums do, along every axis, in every form, on every device.
 */
final class LongSumsTest {
  private static final long SEED = 11;

  /** Half units in the last place for each doubling of the terms. PyTorch's sums stay below 2. */
  private static final double HALF_UNITS = 2;

  private static final List<int[]> SHAPES =
      List.of(
          new int[] {1 << 20, 3},
          new int[] {1 << 16, 32},
          new int[] {1 << 21},
          new int[] {2, 1 << 20},
          new int[] {1 << 9, 4, 1 << 10},
          new int[] {4099, 257},
          new int[] {300, 7, 700});

  @AfterEach
  void backToTheStandardDevice() {
    Quern.use(Devices.standard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"java:128", "java:512", "java:plain", "opencl"})
  void errorsGrowWithTheLogarithmOfTheTerms(String device) {
    Quern.use(device);
    Random random = new Random(SEED);
    List<String> differences = new ArrayList<>();
    for (int[] shape : SHAPES) {
      double spread = shape == SHAPES.get(0) ? 0 : random.nextInt(2) * 0.4; // or all terms alike
      float[] terms = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
      for (int i = 0; i < terms.length; i++) {
        terms[i] = (float) (1.1 + spread * random.nextDouble());
      }
      for (int mask = 1; mask < 1 << shape.length; mask++) {
        compare(terms, shape, mask, differences);
      }
    }
    assertEquals(List.of(), differences, "seed " + SEED);
  }

  private static void compare(float[] terms, int[] shape, int mask, List<String> differences) {
    int[] dims = new int[Integer.bitCount(mask)];
    int next = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if ((mask >> axis & 1) == 1) {
        dims[next++] = axis;
      }
    }
    double[] sums = sums(terms, shape, mask);
    long count = terms.length / sums.length;
    Tensor x = Tensor.of(terms, shape).contiguous();
    String name = Arrays.toString(shape) + " over " + Arrays.toString(dims);
    check("sum " + name, x.sum(dims), sums, 1, count, differences);
    check("mean " + name, x.mean(dims), sums, 1.0 / count, count, differences);
    check("sum of products " + name, x.mul(3).sub(x).sum(dims), sums, 2, count, differences);
  }

  private static double[] sums(float[] terms, int[] shape, int mask) {
    int[] strides = new int[shape.length];
    int results = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if ((mask >> axis & 1) == 0) {
        strides[axis] = results;
        results *= shape[axis];
      }
    }
    double[] sums = new double[results];
    for (int i = 0; i < terms.length; i++) {
      int place = 0;
      int rest = i;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        place += rest % shape[axis] * strides[axis];
        rest /= shape[axis];
      }
      sums[place] += terms[i];
    }
    return sums;
  }

  private static void check(
      String name, Tensor got, double[] sums, double factor, long count, List<String> differences) {
    double[] is = got.to(DType.FLOAT64).flatten().toDoubleArray();
    double most = 4 + HALF_UNITS * Math.log(count) / Math.log(2);
    for (int i = 0; i < is.length; i++) {
      double wanted = sums[i] * factor;
      double error = Math.abs(is[i] / wanted - 1) / 0x1p-24;
      if (!(error <= most)) {
        differences.add(
            "%s at %d: %s, needed %s: %.1f half units, at most %.1f"
                .formatted(name, i, is[i], wanted, error, most));
        return;
      }
    }
  }
}
