package dev.quern.compiler.simplify;

import static dev.quern.compiler.simplify.Floats.fma;
import static dev.quern.compiler.simplify.Floats.polynomial;
import static dev.quern.compiler.simplify.Floats.where;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;

/**
 * Turns SIN and COS into exact operations: a reduced angle, two polynomials, and a choice of them.
 */
final class Trigonometry {
  private Trigonometry() {}

  static Node sin(Node x, boolean float64) {
    QuarterTurns turns = QuarterTurns.of(Floats.abs(x), float64);
    Node sine = choice(turns.angle(), turns.count());
    Node sign = Floats.and(Floats.bits(x), Floats.bits(x.dtype(), -0.0));
    return Floats.real(Nodes.binary(Op.XOR, Floats.bits(sine), sign));
  }

  static Node cos(Node x, boolean float64) {
    QuarterTurns turns = QuarterTurns.of(Floats.abs(x), float64);
    return choice(turns.angle(), turns.count().plus(1L));
  }

  /** The sine of an angle within an eighth of a turn, and so many quarter turns on. */
  private static Node choice(Node r, Node quarters) {
    boolean single = r.dtype() == DType.FLOAT32;
    Node z = r.times(r);
    Node sine = fma(r.times(z), polynomial(z, single ? SINE_32 : SINE_64), r);
    Node cosine = single ? cosineSingle(z) : cosineDouble(z);
    Node odd = Floats.and(quarters, 1).lessThan(quarters.like(1L));
    Node value = where(odd, sine, cosine);
    Node sign = Floats.shiftLeft(Floats.and(quarters, 2), single ? 30 : 62);
    return Floats.real(Nodes.binary(Op.XOR, Floats.bits(value), sign));
  }

  private static Node cosineSingle(Node z) {
    Node half = fma(polynomial(z, COSINE_32), z, z.like(-0.5));
    return fma(half, z, z.like(1.0));
  }

  /** {@code 1 - z/2} is rounded; what that lost is added to the rest. */
  private static Node cosineDouble(Node z) {
    Node half = z.times(z.like(0.5));
    Node first = half.like(1.0).minus(half);
    Node lost = half.like(1.0).minus(first).minus(half);
    return first.plus(fma(z.times(z), polynomial(z, COSINE_64), lost));
  }

  /** {@code (sin r - r) / r^3} over r^2 for |r| < pi/4, relative error 2^-27.9. */
  private static final double[] SINE_32 = {
    -0.16666655242443085, 0.008332187309861183, -0.00019517895998433232
  };

  /** {@code (cos r - 1 + r^2/2) / r^4} over r^2 for |r| < pi/4, relative error 2^-33. */
  private static final double[] COSINE_32 = {
    0.04166664555668831, -0.0013887309469282627, 2.4432327336398885e-05
  };

  /** As for float32, relative error 2^-57.9. */
  private static final double[] SINE_64 = {
    -0.1666666666666663,
    0.00833333333332184,
    -0.0001984126982935851,
    2.755731353849246e-06,
    -2.5050734382878938e-08,
    1.5895432738849543e-10
  };

  /** As for float32, relative error 2^-63.9. */
  private static final double[] COSINE_64 = {
    0.041666666666666595,
    -0.0013888888888873307,
    2.48015872889652e-05,
    -2.755731420305973e-07,
    2.0875703135463793e-09,
    -1.1358616728636091e-11
  };
}
