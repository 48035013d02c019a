package dev.quern.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Autograd;
import dev.quern.ConvOptions;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.runtime.Devices;
import dev.quern.tests.Machines;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read in windows: images whole and in bands, padded, in phases, in groups of channels. */
@ParameterizedClass
@ValueSource(strings = {"java", "java:plain"})
class WindowsTest {
  private static final double TOLERANCE = 1e-4; // of 1, or of larger values

  WindowsTest(String device) {
    Quern.use(Machines.of(device));
  }

  @AfterEach
  void backToTheStandardDevice() {
    Quern.use(Devices.standard());
  }

  private static float[] numbers(Random random, int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return numbers;
  }

  private static void close(double[] expected, float[] found) {
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = TOLERANCE * Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], found[i], tolerance, "element " + i);
    }
  }

  /** Square windows along both axes of images. */
  private record Layout(int height, int width, int size, int step, int pad, int apart) {
    int rows() {
      return (height + 2 * pad - apart * (size - 1) - 1) / step + 1;
    }

    int columns() {
      return (width + 2 * pad - apart * (size - 1) - 1) / step + 1;
    }

    /** The element of an image at an offset in a window; -1 in the padding. */
    int element(int window, int offset) {
      int row = window / columns() * step - pad + offset / size * apart;
      int column = window % columns() * step - pad + offset % size * apart;
      boolean inside = row >= 0 && row < height && column >= 0 && column < width;
      return inside ? row * width + column : -1;
    }

    ConvOptions options() {
      return ConvOptions.DEFAULT.withPadding(pad).withStride(step).withDilation(apart);
    }
  }

  @ParameterizedTest(
      name =
          "{0} images, {1} channels {2}x{3} to {4}, kernel {5} by {6} padded {7} apart {8} in {9}")
  @CsvSource({
    "2, 3, 9, 11, 5, 3, 1, 1, 1, 1",
    "2, 16, 14, 14, 8, 3, 1, 1, 1, 1",
    "1, 8, 17, 16, 8, 5, 2, 2, 1, 1",
    "2, 64, 10, 12, 32, 3, 1, 0, 1, 1",
    "4, 8, 40, 36, 16, 3, 1, 1, 1, 1",
    "2, 32, 20, 20, 48, 1, 1, 0, 1, 1",
    "2, 32, 21, 20, 48, 1, 2, 0, 1, 1",
    "3, 16, 28, 29, 24, 3, 1, 1, 1, 1", // bands of an image
    "2, 16, 55, 57, 16, 3, 2, 1, 1, 1", // whose last is shorter, in two phases
    "1, 3, 64, 61, 16, 7, 2, 3, 1, 1",
    "1, 8, 53, 40, 16, 3, 1, 0, 1, 1",
    "2, 8, 41, 43, 8, 5, 3, 2, 1, 1",
    "2, 16, 30, 31, 16, 3, 1, 2, 2, 1",
    "1, 512, 7, 7, 32, 3, 1, 1, 1, 1", // in parts of the terms
    "1, 512, 16, 16, 64, 3, 1, 1, 1, 1",
    "2, 32, 24, 24, 32, 3, 1, 1, 1, 2",
    "2, 8, 56, 56, 8, 3, 1, 1, 1, 8", // each channel by itself
    "2, 4, 130, 112, 4, 3, 1, 1, 1, 4",
    "2, 4, 75, 77, 4, 3, 2, 1, 1, 4",
    "2, 6, 14, 14, 6, 3, 1, 1, 1, 6",
    "3, 6, 7, 7, 6, 5, 1, 2, 1, 6",
    "2, 4, 33, 35, 4, 3, 1, 2, 2, 4",
    "1, 4, 120, 121, 8, 5, 2, 2, 1, 4",
    "2, 2, 1, 33, 2, 3, 1, 1, 1, 2", // one row
    "1, 2, 200, 130, 2, 3, 1, 0, 1, 2", // bands of what is not copied
    "2, 3, 9, 17, 3, 3, 1, 1, 1, 3", // tiles that take rows again
    "1, 2, 30, 70, 2, 2, 3, 1, 2, 2",
    "2, 1, 12, 12, 4, 3, 1, 0, 1, 1", // one channel
    "5, 1, 28, 28, 33, 5, 1, 1, 1, 1",
    "1, 3, 32, 32, 16, 5, 2, 2, 1, 1", // strides that divide the padding, phases of uneven size
    "1, 3, 32, 32, 3, 3, 2, 2, 1, 3",
    "1, 2, 40, 40, 4, 7, 4, 4, 1, 1",
    "2, 2, 90, 20, 2, 3, 3, 1, 1, 2" // every element of a window in a phase of its own
  })
  void convolutionsAndTheirGradientsAreSumsOfProducts(
      int images,
      int channels,
      int height,
      int width,
      int outputs,
      int size,
      int step,
      int pad,
      int apart,
      int groups) {
    Random random = new Random(7);
    Layout layout = new Layout(height, width, size, step, pad, apart);
    int plane = layout.rows() * layout.columns();
    int terms = channels / groups * size * size;
    float[] x = numbers(random, images * channels * height * width);
    float[] f = numbers(random, outputs * terms);
    float[] g = numbers(random, images * outputs * plane);
    double[] y = new double[g.length];
    double[] dx = new double[x.length];
    double[] df = new double[f.length];
    for (int at = 0; at < y.length; at++) {
      int output = at / plane % outputs;
      int group = output / (outputs / groups);
      for (int term = 0; term < terms; term++) {
        int element = layout.element(at % plane, term % (size * size));
        if (element >= 0) {
          int channel = group * (channels / groups) + term / (size * size);
          int in = (at / plane / outputs * channels + channel) * height * width + element;
          y[at] += Math.max(x[in], 0) * f[output * terms + term];
          dx[in] += x[in] > 0 ? g[at] * f[output * terms + term] : 0;
          df[output * terms + term] += g[at] * Math.max(x[in], 0);
        }
      }
    }
    Tensor input = Tensor.of(x, images, channels, height, width).requiresGrad_();
    Tensor weight = Tensor.of(f, outputs, channels / groups, size, size).requiresGrad_();
    Tensor result = input.relu().conv2d(weight, layout.options().withGroups(groups));
    Tensor loss = result.mul(Tensor.of(g, images, outputs, layout.rows(), layout.columns())).sum();
    List<Tensor> gradients = Autograd.grad(loss, List.of(input, weight));
    close(y, result.toFloatArray());
    close(dx, gradients.get(0).toFloatArray());
    close(df, gradients.get(1).toFloatArray());
    double[] after = Arrays.stream(y).map(value -> Math.max(2 * value + 1, 0)).toArray();
    close(after, result.mul(2).add(1).relu().toFloatArray());
  }

  @ParameterizedTest(name = "{0} channels of {1}x{2}, {3} wide padded {4} apart {5}")
  @CsvSource({
    "16, 56, 56, 3, 1, 1",
    "17, 20, 17, 3, 1, 1", // tiles that take rows again
    "16, 6, 16, 3, 1, 1", // hardly any rows between the edges
    "16, 5, 16, 3, 1, 1",
    "18, 33, 35, 3, 2, 2",
    "16, 40, 19, 3, 4, 4", // edges higher than a tile of few rows
    "16, 19, 40, 2, 1, 1",
    "16, 30, 200, 3, 2, 1"
  })
  void windowsAtTheEdgesOfImagesHoldPadding(
      int channels, int height, int width, int size, int pad, int apart) {
    Random random = new Random(5);
    Layout layout = new Layout(height, width, size, 1, pad, apart);
    int plane = layout.rows() * layout.columns();
    float[] x = numbers(random, channels * height * width);
    float[] f = numbers(random, channels * size * size);
    double[] y = new double[channels * plane];
    for (int at = 0; at < y.length; at++) {
      int channel = at / plane;
      for (int offset = 0; offset < size * size; offset++) {
        int element = layout.element(at % plane, offset);
        double factor = element < 0 ? 0 : x[channel * height * width + element];
        y[at] += factor * f[channel * size * size + offset];
      }
    }
    Tensor input = Tensor.of(x, 1, channels, height, width);
    Tensor weight = Tensor.of(f, channels, 1, size, size);
    close(y, input.conv2d(weight, layout.options().withGroups(channels)).toFloatArray());
  }

  @ParameterizedTest(name = "{0} images of {1}x{2}, {3} wide by {4} padded {5} apart {6}")
  @CsvSource({
    "5, 20, 21, 3, 1, 1, 1",
    "5, 20, 40, 3, 2, 1, 1",
    "3, 112, 112, 3, 2, 1, 1",
    "3, 120, 110, 3, 1, 1, 1",
    "4, 56, 56, 2, 2, 0, 1",
    "4, 7, 9, 3, 1, 1, 1",
    "2, 50, 51, 5, 3, 2, 2",
    "3, 32, 32, 5, 2, 2, 1", // a stride that divides the padding
    "70, 17, 16, 3, 1, 1, 2"
  })
  void poolsTakeTheLargestOfEachWindow(
      int images, int height, int width, int size, int step, int pad, int apart) {
    Layout layout = new Layout(height, width, size, step, pad, apart);
    int plane = layout.rows() * layout.columns();
    float[] x = numbers(new Random(3), images * height * width);
    double[] y = new double[images * plane];
    for (int at = 0; at < y.length; at++) {
      y[at] = Double.NEGATIVE_INFINITY;
      for (int offset = 0; offset < size * size; offset++) {
        int element = layout.element(at % plane, offset);
        if (element >= 0) {
          y[at] = Math.max(y[at], x[at / plane * height * width + element]);
        }
      }
    }
    int[] square = {size, size};
    Tensor result =
        Tensor.of(x, 1, images, height, width)
            .maxPool2d(square, new int[] {step}, new int[] {pad}, new int[] {apart});
    close(y, result.toFloatArray());
  }
}
