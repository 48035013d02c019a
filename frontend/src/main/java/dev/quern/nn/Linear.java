package dev.quern.nn;

import dev.quern.Tensor;
import java.util.Optional;

/** x W^T + b, the bias being optional: (..., in) to (..., out). */
public final class Linear extends Module implements Layer {
  private final Tensor weight; // (out, in)
  private final Optional<Tensor> bias; // (out)

  public Linear(int in, int out) {
    this(in, out, true);
  }

  public Linear(int in, int out, boolean bias) {
    this(in, out, bias, Init.perInput(in), Init.perInput(in));
  }

  public Linear(int in, int out, boolean bias, Init weightInit, Init biasInit) {
    this.weight = parameter("weight", weightInit, out, in);
    this.bias = bias ? Optional.of(parameter("bias", biasInit, out)) : Optional.empty();
  }

  public Tensor weight() {
    return weight;
  }

  public Optional<Tensor> bias() {
    return bias;
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(() -> bias.map(b -> x.linear(weight, b)).orElseGet(() -> x.linear(weight)));
  }
}
