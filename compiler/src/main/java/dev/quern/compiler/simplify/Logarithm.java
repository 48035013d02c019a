package dev.quern.compiler.simplify;

import static dev.quern.compiler.simplify.Floats.fma;
import static dev.quern.compiler.simplify.Floats.less;
import static dev.quern.compiler.simplify.Floats.polynomial;
import static dev.quern.compiler.simplify.Floats.where;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;

/**
 * Turns LOG into exact operations: {@code ln x = k ln 2 + ln(1 + f)} with {@code x = 2^k (1 + f)}.
 */
final class Logarithm {
  private Logarithm() {}

  static Node log(Node x) {
    Split split = Split.of(x);
    Node f = split.fraction.minus(x.like(1.0));
    double high = x.dtype() == DType.FLOAT32 ? (float) Exponential.LN2 : Exponential.LN2;
    double low = x.dtype() == DType.FLOAT32 ? Exponential.LN2 - high : Exponential.LN2_LOW;
    Node inner = x.dtype() == DType.FLOAT32 ? log1pSingle(f) : log1pDouble(f);
    Node result = fma(split.exponent, high, fma(split.exponent, low, inner));
    return special(x, result);
  }

  /** {@code x = 2^exponent * fraction}, the fraction between sqrt(1/2) and sqrt(2), for x > 0. */
  record Split(Node exponent, Node fraction) {
    static Split of(Node x) {
      DType dtype = x.dtype();
      int mantissa = Floats.mantissa(dtype);
      Node tiny = less(x, dtype == DType.FLOAT32 ? Float.MIN_NORMAL : Double.MIN_NORMAL);
      Node normal = where(tiny, x.times(x.like(Math.scalb(1.0, mantissa + 1))), x);
      Node bits = Floats.bits(normal);
      long least = Floats.bits(dtype, Math.sqrt(0.5));
      Node exponent = Floats.shiftRight(bits.minus(bits.like(least)), mantissa);
      Node fraction = Floats.real(bits.minus(Floats.shiftLeft(exponent, mantissa)));
      Node shift = where(tiny, x.like((double) (mantissa + 1)), x.like(0.0));
      return new Split(Nodes.cast(exponent, dtype).minus(shift), fraction);
    }
  }

  private static Node log1pSingle(Node f) {
    Node inner = fma(polynomial(f, LOG_32), f, f.like(-0.5));
    return fma(f.times(f), inner, f);
  }

  /**
   * {@code ln(1 + f) = f - (f^2/2 - s (f^2/2 + z L(z)))}, {@code s = f / (2 + f)}, {@code z = s^2}.
   */
  private static Node log1pDouble(Node f) {
    Node s = f.over(f.plus(f.like(2.0)));
    Node z = s.times(s);
    Node half = f.times(f).times(f.like(0.5));
    Node rest = fma(polynomial(z, LOG_64), z, half);
    return f.minus(half.minus(s.times(rest)));
  }

  /** ln 0 = -inf, ln inf = inf, NaN below 0. */
  static Node special(Node x, Node result) {
    Node none =
        where(Floats.equal(x, x.like(0.0)), x.like(Double.NEGATIVE_INFINITY), x.like(Double.NaN));
    Node finite = where(less(x, Double.POSITIVE_INFINITY), result, x);
    return where(x.like(0.0).lessThan(x), finite, none);
  }

  /**
   * {@code (ln(1 + f) - f + f^2/2) / f^3} for the fractions of {@link Split}, relative error
   * 2^-26.5.
   */
  private static final double[] LOG_32 = {
    0.3333331346511841, -0.2500016689300537, 0.20002223551273346, -0.16659359633922577,
    0.14209575951099396, -0.12549898028373718, 0.12106837332248688, -0.10876939445734024,
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
