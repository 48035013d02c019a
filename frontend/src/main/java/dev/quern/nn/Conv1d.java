package dev.quern.nn;

import dev.quern.ConvOptions;
import dev.quern.Tensor;
import java.util.Optional;

/** Convolution over the last dim: (N, in, L) to (N, out, L'). */
public final class Conv1d extends Module implements Layer {
  private final ConvOptions options;
  private final Tensor weight; // (out, in / groups, kernel)
  private final Optional<Tensor> bias; // (out)

  public Conv1d(int in, int out, int kernel) {
    this(in, out, new int[] {kernel}, ConvOptions.DEFAULT, true);
  }

  public Conv1d(int in, int out, int kernel, ConvOptions options) {
    this(in, out, new int[] {kernel}, options, true);
  }

  public Conv1d(int in, int out, int[] kernel, ConvOptions options, boolean bias) {
    this.options = options;
    int[] shape = ConvShape.weight("Conv1d", in, out, kernel, options, 1);
    Init init = Init.perInput(ConvShape.inputs(shape));
    this.weight = parameter("weight", init, shape);
    this.bias = bias ? Optional.of(parameter("bias", init, out)) : Optional.empty();
  }

  public Tensor weight() {
    return weight;
  }

  public Optional<Tensor> bias() {
    return bias;
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(
        () ->
            bias.map(b -> x.conv1d(weight, b, options)).orElseGet(() -> x.conv1d(weight, options)));
  }
}
