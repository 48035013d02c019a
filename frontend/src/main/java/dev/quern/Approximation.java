package dev.quern;

/** How {@link Tensor#gelu(Approximation)} computes the normal distribution function. */
public enum Approximation {
  /** By the error function. */
  NONE,
  /** {@code 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}. */
  TANH
}
