package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;

/**
 * Turns EXP, LOG, SIN, COS, TANH, ERF and POW into operations that are exact under IEEE, so that
 * every device, vector or plain, interpreted or compiled, computes the same bits; within 2 ulp over
 * all of float32 and float64, subnormals, infinities, NaN and the sign of zero included.
 *
 * <p>Coefficients are minimax polynomials of our own: Remez exchange in 60 digits on the interval
 * that stands with them, then rounded from the lowest on, the rest refitted after each.
 */
public final class Transcendentals {
  private Transcendentals() {}

  /** True of the ops that this class replaces. */
  public static boolean expands(Op op) {
    return op.isTranscendental();
  }

  /**
   * The node's value by exact operations; a node of another op as it is. Works on tensors and
   * scalars.
   */
  public static Node expand(Node node) {
    return expand(node, true);
  }

  /** The same; where {@code float64} is false, on float32 without float64 in between. */
  public static Node expand(Node node, boolean float64) {
    if (!expands(node.op())) {
      return node;
    }
    return switch (node.op()) {
      case EXP -> Exponential.exp(node.source(0));
      case TANH -> Exponential.tanh(node.source(0));
      case LOG -> Logarithm.log(node.source(0));
      case SIN -> Trigonometry.sin(node.source(0), float64);
      case COS -> Trigonometry.cos(node.source(0), float64);
      case ERF -> ErrorFunction.erf(node.source(0));
      case POW -> Power.pow(node.source(0), node.source(1), float64);
      default -> throw new AssertionError(node.op() + " has no polynomial");
    };
  }
}
