package dev.quern.nn;

import dev.quern.Tensor;

/** In training zeroes elements with probability p and scales the others by 1/(1-p). */
public final class Dropout extends Module implements Layer {
  private final double p;

  public Dropout(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("Dropout: probability " + p + " is not within 0..1");
    }
    this.p = p;
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(() -> x.dropout(p, isTraining()));
  }
}
