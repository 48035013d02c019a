package dev.quern.nn;

import dev.quern.Tensor;

/** The largest element of each window of the last two dims. */
public final class MaxPool2d extends Module implements Layer {
  private final int kernel;
  private final int stride;
  private final int padding;

  /** Windows as far apart as large. */
  public MaxPool2d(int kernel) {
    this(kernel, kernel, 0);
  }

  public MaxPool2d(int kernel, int stride, int padding) {
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(() -> x.maxPool2d(kernel, stride, padding));
  }
}
