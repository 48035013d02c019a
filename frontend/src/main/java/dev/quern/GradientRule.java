package dev.quern;

/** The gradient of a function that states its own; see {@link Autograd#function}. */
@FunctionalInterface
public interface GradientRule {
  /**
   * A tensor of the input's shape and dtype.
   *
   * @param input of the function
   * @param value of the function at the input
   * @param gradient of the value
   */
  Tensor gradient(Tensor input, Tensor value, Tensor gradient);
}
