package dev.quern.compiler.loops;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.Optional;

/**
 * Turns the quotient and remainder of an int32 by a constant into a product and a shift, where the
 * dividend is known to be small enough: {@code x / d = x * multiplier >>> shift}.
 *
 * <p>With multiplier = ceil(2^shift / d) and error = multiplier * d - 2^shift that is exact for all
 * x with x * error < 2^shift (Granlund and Montgomery, Division by Invariant Integers using
 * Multiplication, 1994); the product may use all 32 bits.
 */
record Reciprocal(int multiplier, int shift, int divisor) {
  private static final long PRODUCTS = 1L << 32;

  static Optional<Reciprocal> of(Node node) {
    boolean divides = node.op() == Op.DIV || node.op() == Op.MOD;
    Node by = divides ? Clamp.constant(node.source(1)) : node;
    if (!divides || node.dtype() != DType.INT32 || !by.isConst()) {
      return Optional.empty();
    }
    long divisor = by.literal().integer();
    boolean positive = divisor > 0 && Extents.min(node.source(0)) >= 0;
    return positive ? of(Extents.max(node.source(0)), divisor) : Optional.empty();
  }

  private static Optional<Reciprocal> of(long most, long divisor) {
    for (int shift = 0; shift < Integer.SIZE; shift++) {
      long power = 1L << shift;
      long multiplier = (power + divisor - 1) / divisor;
      boolean fits = most < PRODUCTS / multiplier;
      if (fits && most * (multiplier * divisor - power) < power) {
        return Optional.of(new Reciprocal((int) multiplier, shift, (int) divisor));
      }
    }
    return Optional.empty();
  }

  /** The quotients or remainders of a vector. */
  Node of(Op op, Node vector) {
    int lanes = (int) vector.shape().elements();
    Node product = vector.times(Nodes.broadcast(Node.index(multiplier), lanes));
    Node bits = Nodes.broadcast(Node.index(shift), lanes);
    Node quotient = Nodes.binary(Op.USHR, product, bits);
    return op == Op.DIV
        ? quotient
        : vector.minus(quotient.times(Nodes.broadcast(Node.index(divisor), lanes)));
  }
}
