package dev.quern.tests.fuzz;

import dev.quern.ConvOptions;
import dev.quern.Tensor;
import dev.quern.compiler.ir.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A convolution or a pool of random sizes, drawn by a seed.
 *
 * @param shapes of its operands: the image, and a convolution's weight and bias
 * @param order in which its value and its gradients are asked for
 */
record WindowCase(
    String title, DType dtype, List<int[]> shapes, Order order, Body body, Activation activation) {
  private static final long MOST_TERMS = 1 << 21; // that the reference device lays out one by one
  private static final int[] CHANNELS = {1, 1, 1, 2, 3, 4, 5, 7, 8, 13, 16, 17, 31, 32, 37, 61, 64};

  /** What is asked for when. */
  enum Order {
    TOGETHER,
    VALUE_FIRST,
    GRADIENT_FIRST
  }

  /** What stands around it in the same kernels. */
  enum Activation {
    NONE,
    BEFORE,
    AFTER
  }

  /** From operands to the value. */
  interface Body {
    Tensor of(List<Tensor> operands);
  }

  /** How windows lie along one axis. */
  private record Axis(int size, int kernel, int stride, int padding, int dilation) {
    static Axis draw(Random random, int longest, boolean pool) {
      int kernel = 1 + random.nextInt(7);
      int padding = random.nextInt(2) * random.nextInt(pool ? kernel / 2 + 1 : kernel + 2);
      int dilation = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(3);
      int size = 1 + random.nextInt(random.nextBoolean() ? 16 : longest);
      return new Axis(size, kernel, 1 + random.nextInt(4), padding, dilation);
    }

    Axis dense() {
      return new Axis(size, kernel, stride, padding, 1);
    }

    boolean fits() {
      return (kernel - 1) * dilation + 1 <= size + 2 * padding;
    }

    int windows() {
      return (size + 2 * padding - (kernel - 1) * dilation - 1) / stride + 1;
    }
  }

  /** The same for the same seed. */
  static WindowCase of(long seed) {
    Random random = new Random(seed * 0x9e3779b97f4a7c15L);
    return random.nextInt(4) == 0 ? pool(random) : convolution(random);
  }

  private static WindowCase convolution(Random random) {
    int dims = random.nextInt(4) == 0 ? 1 : 2;
    while (true) {
      int groups = random.nextInt(3) > 0 ? 1 : channels(random);
      boolean depthwise = groups > 1 && random.nextBoolean();
      int ofGroup = depthwise ? 1 : channels(random);
      int outputs = groups * (depthwise ? 1 + random.nextInt(2) : channels(random));
      int batch = 1 + random.nextInt(4);
      List<Axis> axes = axes(random, dims, false);
      int[] weight = shape(outputs, ofGroup, axes.stream().map(Axis::kernel).toList());
      long terms = (long) batch * elements(weight) * windows(axes);
      if (Math.max(groups * ofGroup, outputs) <= 70 && fits(axes) && terms <= MOST_TERMS) {
        int[] image = shape(batch, groups * ofGroup, axes.stream().map(Axis::size).toList());
        ConvOptions options = options(axes).withGroups(groups);
        List<int[]> shapes = new ArrayList<>(List.of(image, weight));
        shapes.addAll(random.nextBoolean() ? List.of(new int[] {outputs}) : List.of());
        return new WindowCase(
            "conv" + dims + "d " + options,
            dtype(random),
            shapes,
            choice(random, Order.values()),
            operands -> convolved(operands, dims, options),
            choice(random, Activation.values()));
      }
    }
  }

  private static Tensor convolved(List<Tensor> operands, int dims, ConvOptions options) {
    Tensor x = operands.get(0);
    Tensor weight = operands.get(1);
    if (operands.size() == 2) {
      return dims == 1 ? x.conv1d(weight, options) : x.conv2d(weight, options);
    }
    Tensor bias = operands.get(2);
    return dims == 1 ? x.conv1d(weight, bias, options) : x.conv2d(weight, bias, options);
  }

  private static WindowCase pool(Random random) {
    boolean average = random.nextBoolean();
    boolean counted = random.nextBoolean();
    while (true) {
      List<Axis> drawn = axes(random, 2, true);
      List<Axis> axes = average ? drawn.stream().map(Axis::dense).toList() : drawn;
      int[] image =
          shape(1 + random.nextInt(4), channels(random), axes.stream().map(Axis::size).toList());
      int[] kernel = axes.stream().mapToInt(Axis::kernel).toArray();
      long terms = (long) image[0] * image[1] * windows(axes) * elements(kernel);
      if (fits(axes) && terms <= MOST_TERMS) {
        int[] stride = axes.stream().mapToInt(Axis::stride).toArray();
        int[] padding = axes.stream().mapToInt(Axis::padding).toArray();
        int[] dilation = axes.stream().mapToInt(Axis::dilation).toArray();
        UnaryOperator<Tensor> pooled =
            average
                ? x -> x.avgPool2d(kernel, stride, padding, counted)
                : x -> x.maxPool2d(kernel, stride, padding, dilation);
        String title = average ? "avgPool2d, padding counts: " + counted : "maxPool2d";
        return new WindowCase(
            title + " kernel " + Arrays.toString(kernel) + " " + options(axes),
            dtype(random),
            List.of(image),
            choice(random, Order.values()),
            operands -> pooled.apply(operands.get(0)),
            choice(random, Activation.values()));
      }
    }
  }

  private static ConvOptions options(List<Axis> axes) {
    return ConvOptions.DEFAULT
        .withStride(axes.stream().mapToInt(Axis::stride).toArray())
        .withPadding(axes.stream().mapToInt(Axis::padding).toArray())
        .withDilation(axes.stream().mapToInt(Axis::dilation).toArray());
  }

  private static List<Axis> axes(Random random, int dims, boolean pool) {
    int longest = dims == 1 ? 300 : 40;
    return IntStream.range(0, dims).mapToObj(axis -> Axis.draw(random, longest, pool)).toList();
  }

  private static boolean fits(List<Axis> axes) {
    return axes.stream().allMatch(Axis::fits);
  }

  private static long windows(List<Axis> axes) {
    return axes.stream().mapToLong(Axis::windows).reduce(1, (a, b) -> a * b);
  }

  private static long elements(int[] sizes) {
    return Arrays.stream(sizes).asLongStream().reduce(1, (a, b) -> a * b);
  }

  private static int[] shape(int first, int second, List<Integer> rest) {
    return IntStream.concat(IntStream.of(first, second), rest.stream().mapToInt(n -> n)).toArray();
  }

  private static int channels(Random random) {
    return random.nextBoolean()
        ? CHANNELS[random.nextInt(CHANNELS.length)]
        : 1 + random.nextInt(70);
  }

  private static DType dtype(Random random) {
    return random.nextInt(5) == 0 ? DType.FLOAT64 : DType.FLOAT32;
  }

  private static <T> T choice(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** The operands on this thread's device, of small fractions, so that few sums are rounded. */
  List<Tensor> operands() {
    Random random = new Random(1);
    return shapes.stream().map(shape -> numbers(random, shape).requiresGrad_()).toList();
  }

  /** A tensor of the case's dtype. */
  Tensor numbers(Random random, int... shape) {
    double[] numbers = new double[(int) elements(shape)];
    Arrays.setAll(numbers, i -> (random.nextInt(33) - 16) / 8.0);
    float[] narrow = new float[numbers.length];
    IntStream.range(0, numbers.length).forEach(i -> narrow[i] = (float) numbers[i]);
    return dtype == DType.FLOAT64 ? Tensor.of(numbers, shape) : Tensor.of(narrow, shape);
  }

  Tensor value(List<Tensor> operands) {
    List<Tensor> used = new ArrayList<>(operands);
    if (activation == Activation.BEFORE) {
      used.set(0, used.get(0).relu());
    }
    Tensor value = body.of(used);
    return activation == Activation.AFTER ? value.relu() : value;
  }

  @Override
  public String toString() {
    List<String> sizes = shapes.stream().map(Arrays::toString).toList();
    return title + " of " + dtype + sizes + ", relu " + activation + ", asked " + order;
  }
}
