package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Dim;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dims of no elements, fixed ones and ones that vary, in every kind of operation. */
final class EmptySizesTest {
  private boolean varies;

  @AfterEach
  void backToTheStandardDevice() {
    Quern.use(Devices.standard());
  }

  private Tensor empty(Tensor x, int dim) {
    return varies ? x.varying(dim, Dim.of("n", 0, 4)) : x;
  }

  private static Tensor ones(int... sizes) {
    float[] values = new float[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
    Arrays.fill(values, 1);
    return Tensor.of(values, sizes);
  }

  /** The tensor has this shape, and the value in all elements that it has. */
  private static void all(double value, Tensor x, int... sizes) {
    for (int dim = 0; dim < sizes.length; dim++) {
      assertEquals(sizes[dim], x.size(dim), () -> "a size of " + x);
    }
    double[] wanted = new double[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
    Arrays.fill(wanted, value);
    assertArrayEquals(wanted, x.to(DType.FLOAT64).toDoubleArray());
  }

  private static void none(Tensor x, int... sizes) {
    all(0, x, sizes);
  }

  @ParameterizedTest
  @CsvSource({
    "java:512, true", "java:512, false", "java:plain, true", "java:plain, false",
    "opencl, true", "opencl, false", "reference, true", "reference, false"
  })
  void emptyDimsGiveWhatTheirElementsSay(String device, boolean varying) {
    Quern.use(device);
    varies = varying;
    reductions();
    rows();
    products();
    movement();
  }

  private void reductions() {
    Tensor x = empty(ones(2, 0, 3), 1);
    none(x.sum(2), 2, 0);
    none(x.sum(0), 0, 3);
    all(0, x.sum(1), 2, 3); // stored, so that the mean below finds its count further away
    all(0, x.sum());
    all(1, x.prod(1), 2, 3);
    all(Double.NaN, x.mean(1), 2, 3);
    all(Double.NaN, x.mean());
    all(Double.NaN, x.var(1), 2, 3);
    all(0, x.norm(1), 2, 3);
    all(0, x.gt(0).any(1), 2, 3);
    all(1, x.gt(0).all(1), 2, 3);
    none(x.amax(2), 2, 0);
    none(x.argmax(2), 2, 0);
    none(x.std(2), 2, 0);
  }

  private void rows() {
    Tensor x = empty(ones(2, 0, 3), 1);
    none(x.softmax(1), 2, 0, 3);
    none(x.softmax(2), 2, 0, 3);
    none(x.logSoftmax(1), 2, 0, 3);
    all(Double.NEGATIVE_INFINITY, x.logsumexp(1, false), 2, 3);
    none(x.layerNorm(new int[] {3}, ones(3), ones(3), 1e-5), 2, 0, 3);
    none(x.sub(x.mean(1, true)), 2, 0, 3);
    none(Tensor.scaledDotProductAttention(x, x, x), 2, 0, 3);
    none(Tensor.scaledDotProductAttention(ones(2, 2, 3), x, x), 2, 2, 3);
  }

  private void products() {
    Tensor tall = empty(ones(0, 3), 0);
    Tensor wide = empty(ones(3, 0), 1);
    none(tall.matmul(ones(3, 2)), 0, 2);
    none(ones(2, 3).matmul(wide), 2, 0);
    none(empty(ones(2, 0, 3), 1).matmul(ones(2, 3, 5)), 2, 0, 5);
    all(0, wide.matmul(tall), 3, 3);
    all(1, wide.matmul(tall).add(ones(3)), 3, 3);
    if (!varies) {
      none(ones(0, 3, 4, 4).conv2d(ones(2, 3, 3, 3)), 0, 2, 2, 2);
      none(ones(1, 0, 4, 4).conv2d(ones(2, 0, 3, 3)), 1, 2, 2, 2);
      none(ones(0, 3, 4, 4).maxPool2d(2), 0, 3, 2, 2);
    }
  }

  private void movement() {
    Tensor x = empty(ones(2, 0, 3), 1);
    none(x.transpose(1, 2).add(1), 2, 3, 0);
    none(Tensor.cat(List.of(x, x), 2), 2, 0, 6);
    all(1, Tensor.cat(List.of(x, ones(2, 2, 3)), 1), 2, 2, 3);
    all(1, Tensor.cat(List.of(ones(2, 2, 3), x), 1), 2, 2, 3);
    none(Tensor.stack(List.of(x, x), 2), 2, 0, 2, 3);
    none(x.flip(1), 2, 0, 3);
    all(7, x.pad(new int[] {0, 0, 1, 1}, 7), 2, 2, 3);
    none(x.tril(0), 2, 0, 3);
    none(ones(4, 3).indexSelect(0, empty(Tensor.of(new long[0], 0), 0)), 0, 3);
    none(Tensor.where(x.gt(0), x, x.neg()), 2, 0, 3);
  }
}
