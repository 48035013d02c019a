package dev.quern.optim;

import dev.quern.NoGrad;
import dev.quern.Tensor;
import java.util.List;

/** Scales gradients so that their common norm is at most a maximum. */
public final class ClipGradNorm {
  private static final double EPS = 1e-6; // PyTorch's clip_grad_norm_

  private ClipGradNorm() {}

  /**
   * Clips in place, evaluating nothing; parameters without gradient are left out.
   *
   * @return the norm before clipping
   */
  public static Tensor clip(List<Tensor> parameters, double max) {
    if (!(max > 0)) {
      throw new IllegalArgumentException("ClipGradNorm: the maximum must be above 0, got " + max);
    }
    try (NoGrad off = NoGrad.enter()) {
      List<Tensor> gradients =
          parameters.stream().filter(Tensor::hasGrad).map(Tensor::grad).toList();
      Tensor norm =
          gradients.stream()
              .map(gradient -> gradient.mul(gradient).sum())
              .reduce(Tensor::add)
              .orElseGet(() -> Tensor.scalar(0.0))
              .sqrt();
      Tensor scale = norm.add(EPS).reciprocal().mul(max).clampMax(1);
      gradients.forEach(gradient -> gradient.mul_(scale));
      return norm;
    }
  }
}
