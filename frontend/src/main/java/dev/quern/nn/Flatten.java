package dev.quern.nn;

import dev.quern.Tensor;

/** All dims but the batch's as one. */
public final class Flatten extends Module implements Layer {
  @Override
  public Tensor forward(Tensor x) {
    return within(() -> x.flatten(1, -1));
  }
}
