package dev.quern.nn;

import dev.quern.ConvOptions;
import dev.quern.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Convolution over the last dims of (N, in, ...), as many as the kernel has. */
abstract class Conv extends Module implements Layer {
  private final ConvOptions options;
  private final Tensor weight; // (out, in / groups, kernel...)
  private final Optional<Tensor> bias; // (out)

  /** With a kernel that must have so many dims. */
  Conv(int dims, int in, int out, int[] kernel, ConvOptions options, boolean bias) {
    this.options = options;
    checkChannels(in, out, options.groups());
    checkKernel(kernel, dims);
    int[] shape =
        IntStream.concat(IntStream.of(out, in / options.groups()), Arrays.stream(kernel)).toArray();
    int inputs = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
    Init init = Init.perInput(inputs);
    this.weight = parameter("weight", init, shape);
    this.bias = bias ? Optional.of(parameter("bias", init, out)) : Optional.empty();
  }

  private void checkChannels(int in, int out, int groups) {
    if (in < 1 || out < 1 || groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": channels "
              + in
              + " and "
              + out
              + " must be at least 1 and divide into "
              + groups
              + " groups");
    }
  }

  private void checkKernel(int[] kernel, int dims) {
    if (kernel.length != dims || Arrays.stream(kernel).anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          getClass().getSimpleName()
              + ": kernel "
              + Arrays.toString(kernel)
              + " needs "
              + dims
              + " sizes of at least 1");
    }
  }

  public final Tensor weight() {
    return weight;
  }

  public final Optional<Tensor> bias() {
    return bias;
  }

  /** The convolution of that many dims. */
  abstract Tensor convolved(Tensor x, Tensor weight, Optional<Tensor> bias, ConvOptions options);

  @Override
  public final Tensor forward(Tensor x) {
    return within(() -> convolved(x, weight, bias, options));
  }
}
