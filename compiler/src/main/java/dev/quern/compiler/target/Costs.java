package dev.quern.compiler.target;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;

/**
 * What operations and memory traffic cost, in picoseconds on one core: a fixed table, so that the
 * same graph gives the same kernels on every machine of a target.
 *
 * @param arithmetic a vectorized arithmetic operation, per element
 * @param division a division, remainder or square root, per element
 * @param transcendental a polynomial of exact operations, per element
 * @param random a random number
 * @param nearBytes largest tensor that is found in cache: a share of the last-level cache
 * @param near a byte of such a tensor, read or written
 * @param far a byte of a larger one
 */
public record Costs(
    double arithmetic,
    double division,
    double transcendental,
    double random,
    long nearBytes,
    double near,
    double far) {

  /** One evaluation of an op; movements and the like cost nothing. */
  public double of(Op op) {
    return op.isElementwise() ? of(op.cost().orElseThrow()) : op == Op.RANDOM ? random : 0;
  }

  private double of(Op.Cost cost) {
    return switch (cost) {
      case ARITHMETIC -> arithmetic;
      case DIVISION -> division;
      case TRANSCENDENTAL -> transcendental;
    };
  }

  /** Moving one element of a tensor that a kernel reads or writes. */
  public double move(Node tensor) {
    long bytes = tensor.shape().elements() * tensor.dtype().bytes();
    return tensor.dtype().bytes() * (bytes <= nearBytes ? near : far);
  }

  static Costs standard() {
    return new Costs(
        /* arithmetic= */ 20,
        /* division= */ 120,
        /* transcendental= */ 400,
        /* random= */ 1500,
        /* nearBytes= */ 8 << 20,
        /* near= */ 15,
        /* far= */ 60);
  }
}
