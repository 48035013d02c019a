package dev.quern.nn;

import dev.quern.Approximation;
import dev.quern.Tensor;

/** The functions between layers, by name, so that configs can say which. */
public enum Activation implements Layer {
  RELU(Tensor::relu),
  GELU(Tensor::gelu),
  GELU_TANH(x -> x.gelu(Approximation.TANH)),
  SILU(Tensor::silu),
  TANH(Tensor::tanh),
  SIGMOID(Tensor::sigmoid),
  IDENTITY(x -> x);

  private final Layer function;

  Activation(Layer function) {
    this.function = function;
  }

  @Override
  public Tensor forward(Tensor x) {
    return function.forward(x);
  }
}
