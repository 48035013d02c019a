package dev.quern.nn;

import dev.quern.Autograd;
import dev.quern.Tensor;
import java.util.Optional;

/**
 * Normalizes each channel of (N, C, ...) over a batch; in evaluation, by what training has seen.
 */
abstract class BatchNorm extends Module implements Layer {
  private static final double EPS = 1e-5; // PyTorch's defaults
  private static final double MOMENTUM = 0.1;

  private final double eps;
  private final double momentum;
  private final Optional<Tensor> weight;
  private final Optional<Tensor> bias;
  private final Tensor mean;
  private final Tensor variance;
  private final Tensor batches;

  BatchNorm(int channels) {
    this(channels, EPS, MOMENTUM, true);
  }

  BatchNorm(int channels, double eps, double momentum, boolean affine) {
    this.eps = eps;
    this.momentum = momentum;
    this.weight = affine ? Optional.of(parameter("weight", Init.ONES, channels)) : Optional.empty();
    this.bias = affine ? Optional.of(parameter("bias", Init.ZEROS, channels)) : Optional.empty();
    this.mean = buffer("running_mean", Tensor.zeros(channels));
    this.variance = buffer("running_var", Tensor.ones(channels));
    this.batches = buffer("num_batches_tracked", Tensor.scalar(0L));
  }

  public final Optional<Tensor> weight() {
    return weight;
  }

  public final Optional<Tensor> bias() {
    return bias;
  }

  public final Tensor runningMean() {
    return mean;
  }

  public final Tensor runningVar() {
    return variance;
  }

  /** Refuses what has not the dims that the subclass is for. */
  abstract void check(Tensor x);

  @Override
  public final Tensor forward(Tensor x) {
    check(x);
    return within(() -> normalized(x));
  }

  private Tensor normalized(Tensor x) {
    if (isTraining()) {
      Autograd.noGrad(() -> batches.add_(1));
    }
    if (weight.isEmpty() || bias.isEmpty()) {
      return x.batchNorm(mean, variance, isTraining(), momentum, eps);
    }
    return x.batchNorm(mean, variance, weight.get(), bias.get(), isTraining(), momentum, eps);
  }

  static void require(String name, Tensor x, boolean fits, String needed) {
    if (!fits) {
      throw new IllegalArgumentException(name + ": needs " + needed + ", got " + x.shape());
    }
  }
}
