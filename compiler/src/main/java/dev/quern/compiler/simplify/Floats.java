package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The words that expansions of functions are written in, for float32 and float64 alike. */
final class Floats {
  private Floats() {}

  /** {@code a * b + c}, rounded once. */
  static Node fma(Node a, Node b, Node c) {
    return Nodes.fma(a, b, c);
  }

  static Node fma(Node a, double b, Node c) {
    return Nodes.fma(a, a.like(b), c);
  }

  static Node fma(Node a, double b, double c) {
    return Nodes.fma(a, a.like(b), a.like(c));
  }

  /**
   * {@code c0 + c1 x + c2 x^2 + ...} by Estrin's scheme: (c0 + c1 x) + x^2 (c2 + c3 x) + ..., since
   * a chain of dependent operations takes longer than a few more of them. Three terms that are left
   * go by Horner's, which is as short and needs no further power.
   */
  static Node polynomial(Node x, double... coefficients) {
    List<Node> terms = Arrays.stream(coefficients).mapToObj(x::like).toList();
    Node power = x;
    for (; terms.size() > 3; power = power.times(power)) {
      terms = pairs(power, terms);
    }
    return horner(power, terms);
  }

  private static List<Node> pairs(Node power, List<Node> terms) {
    List<Node> sums = new ArrayList<>();
    for (int i = 0; i < terms.size(); i += 2) {
      boolean last = i + 1 == terms.size();
      sums.add(last ? terms.get(i) : fma(terms.get(i + 1), power, terms.get(i)));
    }
    return sums;
  }

  /** The same by Horner's scheme, which rounds less where terms are of one size. */
  static Node horner(Node x, double... coefficients) {
    return horner(x, Arrays.stream(coefficients).mapToObj(x::like).toList());
  }

  private static Node horner(Node x, List<Node> terms) {
    Node sum = terms.get(terms.size() - 1);
    for (int i = terms.size() - 2; i >= 0; i--) {
      sum = fma(sum, x, terms.get(i));
    }
    return sum;
  }

  static Node abs(Node x) {
    return Nodes.unary(Op.ABS, x);
  }

  static Node where(Node condition, Node x, Node y) {
    return Nodes.where(condition, x, y);
  }

  static Node less(Node x, double limit) {
    return x.lessThan(x.like(limit));
  }

  static Node greater(Node x, double limit) {
    return x.like(limit).lessThan(x);
  }

  static Node equal(Node x, Node y) {
    return Nodes.binary(Op.CMPEQ, x, y);
  }

  /** x, but the limit where x is above it; NaN stays. */
  static Node atMost(Node x, double limit) {
    return where(greater(x, limit), x.like(limit), x);
  }

  /** x, but the limit where x is below it; NaN stays. */
  static Node atLeast(Node x, double limit) {
    return where(less(x, limit), x.like(limit), x);
  }

  // ---- bits

  /** The integer type of a float type's width. */
  static DType integer(DType dtype) {
    return dtype == DType.FLOAT32 ? DType.INT32 : DType.INT64;
  }

  static Node bits(Node x) {
    return Nodes.bitcast(x, integer(x.dtype()));
  }

  /** The float with these bits. */
  static Node real(Node bits) {
    return Nodes.bitcast(bits, bits.dtype() == DType.INT32 ? DType.FLOAT32 : DType.FLOAT64);
  }

  /** Bits of the mantissa, without the leading one. */
  static int mantissa(DType dtype) {
    return dtype == DType.FLOAT32 ? 23 : 52;
  }

  /** The bits of a constant of this dtype. */
  static long bits(DType dtype, double value) {
    long bits = Literal.of(dtype, value).bits();
    return dtype == DType.FLOAT32 ? (int) bits : bits;
  }

  static Node shiftLeft(Node x, int count) {
    return Nodes.binary(Op.SHL, x, x.like((long) count));
  }

  static Node shiftRight(Node x, int count) {
    return Nodes.binary(Op.SHR, x, x.like((long) count));
  }

  static Node and(Node x, long mask) {
    return Nodes.binary(Op.AND, x, x.like(mask));
  }

  /**
   * x * scale + magic, where magic is so large (1.5 * 2^mantissa) that the sum has no bits for a
   * fraction: the low bits of the result are the integer nearest to x * scale, and {@link
   * #integral} is that integer as a float.
   */
  static Node nearest(Node x, double scale) {
    return fma(x, scale, magic(x.dtype()));
  }

  static Node integral(Node nearest) {
    return nearest.minus(nearest.like(magic(nearest.dtype())));
  }

  static double magic(DType dtype) {
    return Math.scalb(1.5, mantissa(dtype));
  }

  /** 2^n from {@link #nearest} to n, for n that are normal exponents; 0 for the one below them. */
  static Node powerOfTwo(Node nearest) {
    Node exponent = shiftLeft(bits(nearest), mantissa(nearest.dtype()));
    return real(exponent.plus(bits(nearest.dtype(), 1)));
  }

  /** The sign of x on a value that has none. */
  static Node withSign(Node magnitude, Node x) {
    long sign = bits(x.dtype(), -0.0);
    return real(Nodes.binary(Op.OR, bits(magnitude), and(bits(x), sign)));
  }
}
