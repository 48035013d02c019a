package dev.quern.nn;

import dev.quern.ConvOptions;
import dev.quern.Tensor;
import java.util.Optional;

/** Convolution over the last two dims: (N, in, H, W) to (N, out, H', W'). */
public final class Conv2d extends Conv {
  public Conv2d(int in, int out, int kernel) {
    this(in, out, kernel, ConvOptions.DEFAULT);
  }

  public Conv2d(int in, int out, int kernel, ConvOptions options) {
    this(in, out, new int[] {kernel, kernel}, options, true);
  }

  public Conv2d(int in, int out, int[] kernel, ConvOptions options, boolean bias) {
    super(2, in, out, kernel, options, bias);
  }

  @Override
  Tensor convolved(Tensor x, Tensor weight, Optional<Tensor> bias, ConvOptions options) {
    return bias.map(b -> x.conv2d(weight, b, options)).orElseGet(() -> x.conv2d(weight, options));
  }
}
