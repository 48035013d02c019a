package dev.quern.nn;

import dev.quern.ConvOptions;
import dev.quern.Tensor;
import java.util.Optional;

/** Convolution over the last dim: (N, in, L) to (N, out, L'). */
public final class Conv1d extends Conv {
  public Conv1d(int in, int out, int kernel) {
    this(in, out, kernel, ConvOptions.DEFAULT);
  }

  public Conv1d(int in, int out, int kernel, ConvOptions options) {
    this(in, out, new int[] {kernel}, options, true);
  }

  public Conv1d(int in, int out, int[] kernel, ConvOptions options, boolean bias) {
    super(1, in, out, kernel, options, bias);
  }

  @Override
  Tensor convolved(Tensor x, Tensor weight, Optional<Tensor> bias, ConvOptions options) {
    return bias.map(b -> x.conv1d(weight, b, options)).orElseGet(() -> x.conv1d(weight, options));
  }
}
