package dev.quern.nn;

import dev.quern.Tensor;
import java.util.Optional;

/** Normalizes the last dims to mean 0 and variance 1, then scales and shifts. */
public final class LayerNorm extends Module implements Layer {
  /** PyTorch's default. */
  public static final double EPS = 1e-5;

  private final int[] shape;
  private final double eps;
  private final Optional<Tensor> weight;
  private final Optional<Tensor> bias;

  public LayerNorm(int... shape) {
    this(shape, EPS, true, true);
  }

  public LayerNorm(int[] shape, double eps, boolean weight, boolean bias) {
    this.shape = shape.clone();
    this.eps = eps;
    this.weight = weight ? Optional.of(parameter("weight", Init.ONES, shape)) : Optional.empty();
    this.bias = bias ? Optional.of(parameter("bias", Init.ZEROS, shape)) : Optional.empty();
  }

  @Override
  public Tensor forward(Tensor x) {
    return within(
        () -> {
          Tensor normal = x.layerNorm(shape, eps);
          Tensor scaled = weight.map(normal::mul).orElse(normal);
          return bias.map(scaled::add).orElse(scaled);
        });
  }
}
