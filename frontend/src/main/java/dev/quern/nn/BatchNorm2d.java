package dev.quern.nn;

import dev.quern.Tensor;

/** Batch normalization of (N, C, H, W). */
public final class BatchNorm2d extends BatchNorm {
  public BatchNorm2d(int channels) {
    super(channels);
  }

  public BatchNorm2d(int channels, double eps, double momentum, boolean affine) {
    super(channels, eps, momentum, affine);
  }

  @Override
  void check(Tensor x) {
    require("BatchNorm2d", x, x.dim() == 4, "(N, C, H, W)");
  }
}
