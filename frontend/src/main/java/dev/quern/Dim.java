package dev.quern;

import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Variable;

/**
 * A size that differs from tensor to tensor, such as the length of a text: kernels are made once,
 * for all sizes from {@code min} to {@code max}. Two dims are the same if name and bounds are, and
 * in one computation a dim has one size.
 *
 * @see Tensor#varying
 */
public record Dim(String name, int min, int max) {
  /**
   * @throws IllegalArgumentException if the bounds are not in order or the name is no name
   */
  public Dim {
    Shapes.check(
        min >= 0 && min <= max,
        "Dim",
        () -> name + " from " + min + " to " + max + " is no range of sizes");
    new Variable(name, min, max); // refuses what is no name
  }

  public static Dim of(String name, int min, int max) {
    return new Dim(name, min, max);
  }

  Variable variable() {
    return new Variable(name, min, max);
  }

  /** As a size in a {@link Tensor#shape}. */
  public Size size() {
    return Size.of(variable());
  }
}
