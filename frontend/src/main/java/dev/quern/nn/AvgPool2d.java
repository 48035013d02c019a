package dev.quern.nn;

import dev.quern.Tensor;

/** The mean of each window of the last two dims. */
public final class AvgPool2d extends Module implements Layer {
  private final int kernel;
  private final int stride;
  private final int padding;

  /** Windows as far apart as large. */
  public AvgPool2d(int kernel) {
    this(kernel, kernel, 0);
  }

  public AvgPool2d(int kernel, int stride, int padding) {
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(() -> x.avgPool2d(kernel, stride, padding));
  }
}
