package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;

/**
 * What operations and memory traffic cost, in picoseconds on one core: a fixed table, so that the
 * same graph gives the same kernels on every machine of a target.
 */
final class Costs {
  /** A vectorized arithmetic operation, per element. */
  private static final double ARITHMETIC = 20;

  private static final double DIVISION = 120;
  private static final double TRANSCENDENTAL = 400;
  private static final double RANDOM = 1500;

  private static final long NEAR_BYTES = 8 << 20; // a share of the last-level cache
  private static final double NEAR = 15; // per byte
  private static final double FAR = 60;

  private Costs() {}

  /** One evaluation of an elementwise op. */
  static double of(Op op) {
    return op.isElementwise() ? of(op.cost().orElseThrow()) : op == Op.RANDOM ? RANDOM : 0;
  }

  private static double of(Op.Cost cost) {
    return switch (cost) {
      case ARITHMETIC -> ARITHMETIC;
      case DIVISION -> DIVISION;
      case TRANSCENDENTAL -> TRANSCENDENTAL;
    };
  }

  /** Moving one element of a tensor that a kernel reads or writes. */
  static double move(Node tensor) {
    long bytes = tensor.shape().elements() * tensor.dtype().bytes();
    return tensor.dtype().bytes() * (bytes <= NEAR_BYTES ? NEAR : FAR);
  }
}
