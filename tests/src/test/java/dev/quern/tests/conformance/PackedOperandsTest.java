package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Autograd;
import dev.quern.ConvOptions;
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

  @ParameterizedTest(name = "{0} images of {1}x{2}x{3}, {4} outputs, kernel {5} by {6} padded {7}")
  @CsvSource({
    "2, 3, 9, 11, 5, 3, 1, 1",
    "2, 16, 14, 14, 8, 3, 1, 1",
    "1, 8, 17, 16, 8, 5, 2, 2",
    "2, 64, 10, 12, 32, 3, 1, 0",
    "4, 8, 40, 36, 16, 3, 1, 1",
    "2, 32, 20, 20, 48, 1, 1, 0",
    "3, 16, 28, 29, 24, 3, 1, 1", // bands of an image
    "2, 16, 55, 57, 16, 3, 2, 1", // whose last is shorter, in two phases
    "1, 3, 64, 61, 16, 7, 2, 3",
    "1, 8, 53, 40, 16, 3, 1, 0",
    "2, 8, 41, 43, 8, 5, 3, 2",
    "1, 512, 7, 7, 32, 3, 1, 1", // in parts of the terms
    "1, 512, 16, 16, 64, 3, 1, 1"
  })
  void convolutionsAndTheirGradientsAreSumsOfProducts(
      int images, int channels, int height, int width, int outputs, int size, int step, int pad) {
    Random random = new Random(7);
    int h = (height + 2 * pad - size) / step + 1;
    int w = (width + 2 * pad - size) / step + 1;
    float[] x = numbers(random, images * channels * height * width);
    float[] f = numbers(random, outputs * channels * size * size);
    float[] g = numbers(random, images * outputs * h * w);
    float[] y = new float[g.length];
    float[] dx = new float[x.length];
    float[] df = new float[f.length];
    for (int at = 0; at < y.length; at++) {
      int top = at / w % h * step - pad;
      int left = at % w * step - pad;
      int output = at / (h * w) % outputs;
      int image = at / (h * w) / outputs;
      for (int term = 0; term < channels * size * size; term++) {
        int row = top + term / size % size;
        int column = left + term % size;
        if (row >= 0 && row < height && column >= 0 && column < width) {
          int channel = image * channels + term / size / size;
          int in = (channel * height + row) * width + column;
          int weight = output * channels * size * size + term;
          y[at] += x[in] * f[weight];
          dx[in] += g[at] * f[weight];
          df[weight] += g[at] * x[in];
        }
      }
    }
    Tensor input = Tensor.of(x, images, channels, height, width).requiresGrad_();
    Tensor weight = Tensor.of(f, outputs, channels, size, size).requiresGrad_();
    ConvOptions options = ConvOptions.DEFAULT.withPadding(pad).withStride(step);
    Tensor result = input.conv2d(weight, options);
    Tensor loss = result.mul(Tensor.of(g, images, outputs, h, w)).sum();
    List<Tensor> gradients = Autograd.grad(loss, List.of(input, weight));
    close(y, result.toFloatArray());
    close(dx, gradients.get(0).toFloatArray());
    close(df, gradients.get(1).toFloatArray());
  }
}
