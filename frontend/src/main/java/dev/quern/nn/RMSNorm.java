package dev.quern.nn;

import dev.quern.Tensor;
import java.util.Optional;

/** Divides by the root of the mean of squares over the last dims, then scales. */
public final class RMSNorm extends Module implements Layer {
  private final int[] shape;
  private final double eps;
  private final Optional<Tensor> weight;

  public RMSNorm(int... shape) {
    this(shape, LayerNorm.EPS, true);
  }

  public RMSNorm(int[] shape, double eps, boolean weight) {
    this.shape = shape.clone();
    this.eps = eps;
    this.weight = weight ? Optional.of(parameter("weight", Init.ONES, shape)) : Optional.empty();
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(
        () -> {
          Tensor normal = x.rmsNorm(shape, eps);
          return weight.map(normal::mul).orElse(normal);
        });
  }
}
