package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Tensor;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products whose operands are packed along rows, across them, whole, in blocks, and past edges. */
class PackedOperandsTest {
  private static final double TOLERANCE = 1e-4; // of 1, or of larger values

  private static float[] numbers(Random random, int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  private static float[] mapped(float[] x, DoubleUnaryOperator function) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) function.applyAsDouble(x[i]);
    }
    return y;
  }

  /** a is (batch, m, k), b is (batch, k, n). */
  private static float[] product(float[] a, float[] b, int batch, int m, int n) {
    int k = a.length / batch / m;
    float[] c = new float[batch * m * n];
    for (int row = 0; row < batch * m; row++) {
      for (int column = 0; column < n; column++) {
        double sum = 0;
        for (int term = 0; term < k; term++) {
          sum += (double) a[row * k + term] * b[(row / m * k + term) * n + column];
        }
        c[row * n + column] = (float) sum;
      }
    }
    return c;
  }

  @ParameterizedTest(name = "{0} of {1}x{2}x{3}")
  @CsvSource({
    "1, 64, 64, 64",
    "3, 65, 33, 70",
    "1, 300, 65, 129",
    "2, 8, 100, 513",
    "1, 17, 1000, 33",
    "1, 130, 600, 40",
    "1, 24, 40, 8192",
    "5, 64, 32, 64"
  })
  void operandsInAllLayoutsGiveTheProduct(int batch, int m, int n, int k) {
    Random random = new Random(5);
    float[] a = numbers(random, batch * m * k);
    float[] b = numbers(random, batch * k * n);
    float[] plain = product(a, b, batch, m, n);
    float[] ofExp = product(mapped(a, Math::exp), mapped(b, Math::exp), batch, m, n);
    Tensor rows = Tensor.of(a, batch, m, k);
    Tensor columns = Tensor.of(b, batch, k, n);
    for (Tensor left : List.of(rows, turned(rows))) {
      for (Tensor right : List.of(columns, turned(columns))) {
        check(plain, left, right, x -> x);
        check(ofExp, left, right, Tensor::exp);
      }
    }
  }

  @ParameterizedTest(name = "{2} runs of {3} terms, {1} rows of {0}")
  @CsvSource({"1, 64, 4, 32", "3, 65, 3, 16", "2, 40, 5, 24", "1, 300, 20, 48", "2, 33, 9, 8"})
  void termsInRunsGiveTheProduct(int batch, int m, int runs, int length) {
    Random random = new Random(6);
    int k = runs * length;
    int n = 72;
    float[] a = numbers(random, batch * m * k);
    float[] b = numbers(random, batch * k * n);
    Tensor heads = Tensor.of(a, batch, m, runs, length).transpose(1, 2).contiguous().realize();
    Tensor rows = heads.transpose(1, 2).reshape(batch, m, k);
    check(product(a, b, batch, m, n), rows, Tensor.of(b, batch, k, n), x -> x);
  }

  private static void close(float[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = TOLERANCE * Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], found[i], tolerance, "element " + i);
    }
  }

  /** The same values, stored with the last two axes swapped. */
  private static Tensor turned(Tensor x) {
    return x.transpose(1, 2).contiguous().realize().transpose(1, 2);
  }

  private static void check(float[] expected, Tensor a, Tensor b, UnaryOperator<Tensor> f) {
    close(expected, f.apply(a).matmul(f.apply(b)).toFloatArray());
  }
}
