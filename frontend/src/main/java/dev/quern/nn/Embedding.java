package dev.quern.nn;

import dev.quern.Tensor;

/** Rows of a table by number: indices of any shape to (..., size). */
public final class Embedding extends Module implements Layer {
  private final Tensor weight; // (rows, size)

  /** Normal with mean 0 and variance 1, as PyTorch's. */
  public Embedding(int rows, int size) {
    this(rows, size, Init.normal(0, 1));
  }

  public Embedding(int rows, int size, Init init) {
    this.weight = parameter("weight", init, rows, size);
  }

  public Tensor weight() {
    return weight;
  }

  @Override
  public Tensor forward(Tensor index) {
    return within(() -> index.embedding(weight));
  }
}
