package dev.quern.nn;

import dev.quern.Tensor;

/** What maps one tensor to one: most modules, and functions such as {@code Tensor::relu}. */
@FunctionalInterface
public interface Layer {
  Tensor forward(Tensor x);
}
