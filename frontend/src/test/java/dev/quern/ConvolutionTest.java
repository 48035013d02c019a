package dev.quern;

import static dev.quern.Values.assertValues;
import static dev.quern.Values.t;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Device;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolution and pooling against loops written out, and by hand. */
final class ConvolutionTest {
  private static final ConvOptions PLAIN = ConvOptions.DEFAULT;

  @BeforeEach
  void device() {
    Values.onReference();
  }

  /** Two dims of a convolution: input (n, c, h, w), weight (o, c / groups, kh, kw). */
  record Sizes(int n, int c, int h, int w, int o, int kh, int kw) {}

  static Stream<Arguments> convolutions() {
    return Stream.of(
        of("one element", new Sizes(1, 1, 1, 1, 1, 1, 1), PLAIN),
        of("plain", new Sizes(2, 3, 5, 6, 4, 3, 2), PLAIN),
        of("1 x 1", new Sizes(2, 3, 4, 5, 4, 1, 1), PLAIN),
        of("padded", new Sizes(1, 2, 4, 3, 3, 3, 3), PLAIN.withPadding(1)),
        of("padded unevenly", new Sizes(1, 2, 4, 3, 3, 3, 3), PLAIN.withPadding(2, 1)),
        of("strided", new Sizes(1, 2, 7, 6, 3, 3, 2), PLAIN.withStride(2)),
        of("strided beyond the kernel", new Sizes(1, 2, 8, 7, 3, 2, 1), PLAIN.withStride(3, 2)),
        of("dilated", new Sizes(1, 2, 7, 6, 3, 3, 2), PLAIN.withDilation(2, 3)),
        of(
            "all of that",
            new Sizes(2, 2, 9, 8, 3, 3, 2),
            PLAIN.withStride(2, 3).withPadding(2, 1).withDilation(3, 2)),
        of("grouped", new Sizes(2, 4, 5, 5, 6, 3, 3), PLAIN.withGroups(2).withPadding(1)),
        of("depthwise", new Sizes(2, 3, 5, 5, 3, 3, 3), PLAIN.withGroups(3).withStride(2)),
        of("depthwise, twice", new Sizes(2, 3, 5, 5, 6, 3, 3), PLAIN.withGroups(3)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("convolutions")
  void convolutionIsTheSumOfProducts(String name, Sizes s, ConvOptions options) {
    Tensor x = Tensor.randn(DType.FLOAT64, s.n, s.c, s.h, s.w).realize();
    Tensor w = Tensor.randn(DType.FLOAT64, s.o, s.c / options.groups(), s.kh, s.kw).realize();
    Tensor b = Tensor.randn(DType.FLOAT64, s.o).realize();
    Object expected = loops(s, options, x.toDoubleArray(), w.toDoubleArray(), b.toDoubleArray());
    assertValues(expected, x.conv2d(w, b, options), 1e-10);
    assertValues(((double[][][][]) expected)[0], x.get(0).conv2d(w, b, options), 1e-10);
  }

  private static double[][][][] loops(
      Sizes s, ConvOptions options, double[] x, double[] w, double[] b) {
    Sliding sliding = Sliding.of("test", 2, new int[] {s.kh, s.kw}, options);
    int height = positions(s.h, sliding, 0);
    int width = positions(s.w, sliding, 1);
    double[][][][] y = new double[s.n][s.o][height][width];
    int channels = s.c / options.groups();
    for (int n = 0; n < s.n; n++) {
      for (int o = 0; o < s.o; o++) {
        int firstChannel = o / (s.o / options.groups()) * channels;
        for (int i = 0; i < height; i++) {
          for (int j = 0; j < width; j++) {
            double sum = b[o];
            for (int c = 0; c < channels; c++) {
              for (int ki = 0; ki < s.kh; ki++) {
                for (int kj = 0; kj < s.kw; kj++) {
                  int row = at(i, ki, sliding, 0);
                  int column = at(j, kj, sliding, 1);
                  if (row >= 0 && row < s.h && column >= 0 && column < s.w) {
                    int plane = (n * s.c + firstChannel + c) * s.h;
                    sum +=
                        x[(plane + row) * s.w + column]
                            * w[((o * channels + c) * s.kh + ki) * s.kw + kj];
                  }
                }
              }
            }
            y[n][o][i][j] = sum;
          }
        }
      }
    }
    return y;
  }

  private static int positions(int size, Sliding s, int dim) {
    int reach = (s.kernel().get(dim) - 1) * s.dilation().get(dim) + 1;
    return (size + 2 * s.padding().get(dim) - reach) / s.stride().get(dim) + 1;
  }

  private static int at(int position, int offset, Sliding s, int dim) {
    return position * s.stride().get(dim) + offset * s.dilation().get(dim) - s.padding().get(dim);
  }

  @Test
  void oneDimIsTwoWithOneRow() {
    Tensor x = Tensor.randn(2, 3, 9).realize();
    Tensor w = Tensor.randn(4, 3, 2).realize();
    Tensor b = Tensor.randn(4).realize();
    ConvOptions options = PLAIN.withStride(2).withPadding(1).withDilation(3);
    ConvOptions rows = PLAIN.withStride(1, 2).withPadding(0, 1).withDilation(1, 3);
    Tensor two = x.unsqueeze(2).conv2d(w.unsqueeze(2), b, rows).squeeze(2);
    assertValues(two.toArray(), x.conv1d(w, b, options), 1e-6);
  }

  @Test
  void argumentsInPyTorchsOrderSayTheSame() {
    Tensor x = Tensor.randn(1, 4, 7, 7).realize();
    Tensor w = Tensor.randn(2, 2, 3, 3).realize();
    Tensor b = Tensor.zeros(2);
    ConvOptions options = PLAIN.withStride(2).withPadding(1).withDilation(2).withGroups(2);
    assertValues(x.conv2d(w, options).toArray(), x.conv2d(w, b, 2, 1, 2, 2), 1e-6);
  }

  /** A product's templates take it only if it was recognised. */
  @Test
  void aConvolutionAndItsGradientsAreContractions() {
    Device device = Devices.of("java");
    Quern.use(device);
    for (ConvOptions options : List.of(PLAIN.withPadding(1), PLAIN.withStride(2).withGroups(2))) {
      Tensor x = Tensor.randn(2, 32, 16, 16).realize().requiresGrad_();
      Tensor w = Tensor.randn(32, 32 / options.groups(), 3, 3).realize().requiresGrad_();
      Tensor y = x.conv2d(w, options);
      y.realize();
      assertTrue(contracts(device), "forward " + options);
      Tensor g = Tensor.randn(y.shape().toArray()).realize();
      for (Tensor input : List.of(x, w)) {
        Autograd.grad(Map.of(y, g), List.of(input), false).get(0).orElseThrow().realize();
        assertTrue(contracts(device), "gradient of " + input.shape() + " " + options);
      }
    }
  }

  @Test
  void aWindowOfOneElementIsStillAContraction() {
    Device device = Devices.of("java");
    Quern.use(device);
    Tensor x = Tensor.randn(2, 32, 16, 16).realize();
    Tensor w = Tensor.randn(32, 32, 1, 1).realize();
    for (ConvOptions options : List.of(PLAIN, PLAIN.withStride(2), PLAIN.withPadding(1))) {
      x.conv2d(w, options).realize();
      assertTrue(contracts(device), options.toString());
    }
  }

  private static boolean contracts(Device device) {
    Program program = Evaluation.lastProgram(device).orElseThrow();
    return program.launches().stream().anyMatch(launch -> !launch.rendered().support().isEmpty());
  }

  // ---- pooling

  private static final double[][][] ROWS = {
    {{1, 5, 2, 2}, {3, 4, 8, 1}, {0, -1, 6, 7}, {9, 9, 3, 3}}
  };

  private static Tensor rows() {
    return Tensor.of(ROWS);
  }

  @Test
  void poolsTakeTheLargestOrTheMeanOfEachWindow() {
    assertValues(new double[][][] {{{5, 8}, {9, 7}}}, rows().maxPool2d(2));
    assertValues(new double[][][] {{{3.25, 3.25}, {4.25, 4.75}}}, rows().avgPool2d(2));
    assertValues(new double[][][] {{{1, 5, 2}, {3, 8, 7}, {9, 9, 3}}}, rows().maxPool2d(2, 2, 1));
    assertValues(
        new double[][][] {{{0.25, 1.75, 0.5}, {0.75, 4.25, 2}, {2.25, 3, 0.75}}},
        rows().avgPool2d(2, 2, 1));
    int[] two = {2};
    assertValues(
        new double[][][] {{{1, 3.5, 2}, {1.5, 4.25, 4}, {9, 6, 3}}},
        rows().avgPool2d(two, two, new int[] {1}, false));
    assertValues(
        new double[][][] {{{6, 7}, {9, 9}}},
        rows().maxPool2d(two, new int[] {1}, new int[] {0}, two));
    assertValues(new double[][] {{5, 8, 7, 9}}, rows().reshape(1, 16).maxPool1d(4, 4, 0));
    assertValues(new double[][] {{2.5, 4, 3, 6}}, rows().reshape(1, 16).avgPool1d(4, 4, 0));
  }

  @Test
  void aMaximumsGradientGoesToTheFirstOfEqualElements() {
    Tensor x = Tensor.of(new double[][][] {{{0, 0, 1, 2}, {0, 0, 2, 0}}}).requiresGrad_();
    x.maxPool2d(2).sum().backward();
    assertValues(new double[][][] {{{1, 0, 0, 1}, {0, 0, 0, 0}}}, x.grad());
  }

  @Test
  void batchNormUsesTheBatchInTrainingAndTheRunningValuesElse() {
    Tensor x = Tensor.of(new double[][][] {{{1, 2}, {10, 10}}, {{3, 6}, {14, 18}}});
    Tensor mean = Tensor.zeros(DType.FLOAT64, 2);
    Tensor var = Tensor.ones(DType.FLOAT64, 2);
    Tensor y = x.batchNorm(mean, var, true, 0.1, 0);
    double a = Math.sqrt(3.5);
    double b = Math.sqrt(11);
    assertValues(
        new double[][][] {{{-2 / a, -1 / a}, {-3 / b, -3 / b}}, {{0, 3 / a}, {1 / b, 5 / b}}}, y);
    assertValues(new double[] {0.3, 1.3}, mean);
    assertValues(new double[] {0.9 + 0.1 * 14 / 3, 0.9 + 0.1 * 44 / 3}, var);
    Tensor scaled = x.batchNorm(t(1, 2), t(4, 9), t(3, 3), t(1, 0), false, 0.1, 0);
    assertValues(new double[][][] {{{1, 2.5}, {8, 8}}, {{4, 8.5}, {12, 16}}}, scaled);
  }

  @Test
  void adaptivePoolsMeetTheSizeAskedFor() {
    assertValues(new double[][][] {{{62 / 16.}}}, rows().adaptiveAvgPool2d(1));
    assertValues(rows().avgPool2d(2).toArray(), rows().adaptiveAvgPool2d(2));
    Tensor x = Tensor.arange(5).to(DType.FLOAT64).reshape(1, 1, 5);
    assertValues(new double[][][] {{{0.5, 2, 3.5}}}, x.adaptiveAvgPool2d(1, 3));
  }
}
