package dev.quern.nn;

import dev.quern.Tensor;

/** Batch normalization of (N, C) or (N, C, L). */
public final class BatchNorm1d extends BatchNorm {
  public BatchNorm1d(int channels) {
    super(channels);
  }

  public BatchNorm1d(int channels, double eps, double momentum, boolean affine) {
    super(channels, eps, momentum, affine);
  }

  @Override
  void check(Tensor x) {
    require("BatchNorm1d", x, x.dim() == 2 || x.dim() == 3, "(N, C) or (N, C, L)");
  }
}
