package dev.quern.nn;

import dev.quern.Tensor;

/** Means over as many parts of the last two dims, whatever their sizes are. */
public final class AdaptiveAvgPool2d extends Module implements Layer {
  private final int height;
  private final int width;

  public AdaptiveAvgPool2d(int size) {
    this(size, size);
  }

  public AdaptiveAvgPool2d(int height, int width) {
    this.height = height;
    this.width = width;
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(() -> x.adaptiveAvgPool2d(height, width));
  }
}
