package dev.quern.compiler.simplify;

import static dev.quern.compiler.simplify.Floats.fma;
import static dev.quern.compiler.simplify.Floats.polynomial;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;

/**
 * Turns LOG into exact operations: {@code ln x = k ln 2 + ln(1 + f)} with {@code x = 2^k (1 + f)}.
 */
final class Logarithm {
  private Logarithm() {}

  static Node log(Node x) {
    boolean single = x.dtype() == DType.FLOAT32;
    Split split = Split.of(x);
    Node f = split.fraction.minus(x.like(1.0));
    double high = single ? (float) Exponential.LN2 : Exponential.LN2;
    double low = single ? Exponential.LN2 - high : Exponential.LN2_LOW;
    Node small = fma(split.exponent, low, special(x));
    return fma(split.exponent, high, single ? log1pSingle(f, small) : log1pDouble(f, small));
  }

  /** {@code x = 2^exponent * fraction}, the fraction between sqrt(1/2) and sqrt(2), for x > 0. */
  record Split(Node exponent, Node fraction) {
    /**
     * In integers: {@code x = 2^e (1 + f)} is {@code (e + bias) 2^mantissa + f 2^mantissa} as bits.
     * What is below 1 is taken from the bits of a multiple of x, which has a leading bit where x is
     * subnormal; what is above 1, from the bits of x.
     */
    static Split of(Node x) {
      DType dtype = x.dtype();
      int mantissa = Floats.mantissa(dtype);
      double scale = scale(dtype);
      Node bits = Floats.bits(x);
      long one = Floats.bits(dtype, 1);
      long least = Floats.bits(dtype, Math.sqrt(0.5));
      long surplus = Floats.bits(dtype, scale) + least;
      Node below =
          Nodes.binary(Op.MIN, Floats.bits(scaled(x)), bits.like(Floats.bits(dtype, scale)));
      Node above = Nodes.binary(Op.MAX, bits, bits.like(one));
      Node place =
          below.plus(above.minus(bits.like(dtype == DType.FLOAT32 ? (int) surplus : surplus)));
      Node exponent = Nodes.cast(Floats.shiftRight(place, mantissa), dtype);
      Node fraction = Floats.and(place, (1L << mantissa) - 1).plus(bits.like(least));
      return new Split(exponent, Floats.real(fraction));
    }

    /** The multiple of x; +0 of both zeros. */
    static Node scaled(Node x) {
      return fma(x, scale(x.dtype()), x.like(0.0));
    }

    private static double scale(DType dtype) {
      return Math.scalb(1.0, Floats.mantissa(dtype) + 1);
    }
  }

  /** {@code ln(1 + f) + c} for a small c, which is 0 where the sum may be small too. */
  private static Node log1pSingle(Node f, Node c) {
    return fma(f.times(f), polynomial(f, LOG_32), f.plus(c));
  }

  /**
   * The same: {@code ln(1 + f) = f - (f^2/2 - s (f^2/2 + z L(z)))}, {@code s = f / (2 + f)}, {@code
   * z = s^2}.
   */
  private static Node log1pDouble(Node f, Node c) {
    Node s = f.over(f.plus(f.like(2.0)));
    Node z = s.times(s);
    Node half = f.times(f).times(f.like(0.5));
    Node rest = fma(polynomial(z, LOG_64), z, half);
    return f.minus(half.minus(fma(s, rest, c)));
  }

  /**
   * What makes ln 0 = -inf, ln inf = inf and NaN below 0 of a finite sum that it is added to; 0 for
   * every other x. In integers and sums: they need nothing of the logarithm, where a choice would
   * wait for it, and a choice by a mask costs as much as four of them.
   */
  static Node special(Node x) {
    double largest = x.dtype() == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    Node endless = x.minus(Floats.atMost(x, largest));
    return endless.plus(Floats.real(none(Split.scaled(x))));
  }

  /**
   * The bits of -inf for 0, of NaN below 0, and 0 above. The least normal number is below each
   * scaled one above 0, and its bits less than those of 0 are -inf.
   */
  private static Node none(Node scaled) {
    DType dtype = scaled.dtype();
    Node bits = Floats.bits(scaled);
    Node less = bits.minus(bits.like(1L << Floats.mantissa(dtype)));
    Node zero = Nodes.binary(Op.MIN, less, bits.like(0L));
    return Nodes.binary(Op.OR, zero, Floats.shiftRight(bits, dtype == DType.FLOAT32 ? 31 : 63));
  }

  /** {@code (ln(1 + f) - f) / f^2} for the fractions of {@link Split}, relative error 2^-26.5. */
  private static final double[] LOG_32 = {
    -0.5,
    0.3333331346511841,
    -0.2500016689300537,
    0.20002223551273346,
    -0.16659359633922577,
    0.14209575951099396,
    -0.12549898028373718,
    0.12106837332248688,
    -0.10876939445734024,
    0.05258924514055252
  };

  /** {@code (ln((1 + s) / (1 - s)) - 2s) / s^3} over s^2, relative error 2^-59.5. */
  private static final double[] LOG_64 = {
    0.6666666666666735,
    0.3999999999940912,
    0.28571428743787963,
    0.22222198413751756,
    0.18183573383031973,
    0.1531380010922145,
    0.1479863435529338
  };
}
