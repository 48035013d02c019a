package dev.quern.compiler.simplify;

import static dev.quern.compiler.simplify.Floats.atLeast;
import static dev.quern.compiler.simplify.Floats.atMost;
import static dev.quern.compiler.simplify.Floats.fma;
import static dev.quern.compiler.simplify.Floats.horner;
import static dev.quern.compiler.simplify.Floats.integral;
import static dev.quern.compiler.simplify.Floats.nearest;
import static dev.quern.compiler.simplify.Floats.polynomial;
import static dev.quern.compiler.simplify.Floats.powerOfTwo;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;

/** Turns EXP and TANH into exact operations. */
final class Exponential {
  static final double LN2 = 0.6931471805599453;

  private Exponential() {}

  /**
   * {@code e^x = 2^m * p(r) * 2^m} with {@code r = x - 2m ln 2}: reducing by even multiples costs
   * one degree of p and makes both factors normal numbers, so that the last product alone rounds,
   * into the subnormals too, and overflows. At the least x both factors are 0: a product of others
   * that vanishes costs a core ten times one that does not, and masks of attention make many.
   */
  static Node exp(Node x) {
    boolean single = x.dtype() == DType.FLOAT32;
    Node bounded = atMost(atLeast(x, single ? -176 : -1418), single ? 90 : 720);
    Node nearest = nearest(bounded, 0.5 / LN2);
    Node r = reduced(bounded, integral(nearest));
    Node scale = powerOfTwo(nearest);
    Node inner = polynomial(r, coefficients(r, EXP_32, EXP_64));
    Node power = fma(inner, r.times(r), r.plus(r.like(1.0)));
    return power.times(scale).times(scale);
  }

  /** e^r for |r| up to ln 2, half an ulp nearer than what {@link #exp} makes of it. */
  static Node series(Node r) {
    Node inner = fma(horner(r, coefficients(r, EXP_32, EXP_64)), r, r.like(1.0));
    return fma(inner, r, r.like(1.0));
  }

  /** {@code x - 2m ln 2}, with ln 2 in two parts. */
  private static Node reduced(Node x, Node m) {
    double high = x.dtype() == DType.FLOAT32 ? (float) LN2 : LN2;
    double low = x.dtype() == DType.FLOAT32 ? LN2 - (float) LN2 : LN2_LOW;
    return fma(m, -2 * low, fma(m, -2 * high, x));
  }

  /**
   * {@code (1 - e^-y) / (1 + e^-y)} for y = 2|x|. With {@code e^-y = s (1 - p)} both are one sum,
   * rounded once: sp is exact, s being a power of two.
   */
  static Node tanh(Node x) {
    Node magnitude = Floats.abs(x);
    boolean single = x.dtype() == DType.FLOAT32;
    Decay decay = Decay.of(atMost(magnitude.plus(magnitude), single ? 19 : 40));
    Node one = x.like(1.0);
    Node part = decay.power.times(decay.complement);
    Node below = one.minus(decay.power).plus(part);
    Node above = one.plus(decay.power).minus(part);
    return Floats.withSign(below.over(above), x);
  }

  /** 2^-n. */
  private static Node inversePower(Node nearest) {
    Node shift = Floats.shiftLeft(Floats.bits(nearest), Floats.mantissa(nearest.dtype()));
    return Floats.real(shift.like(Floats.bits(nearest.dtype(), 1)).minus(shift));
  }

  /** {@code 1 - e^-y} for y >= 0 whose e^-y is a normal number. */
  static Node complement(Node y) {
    Decay decay = Decay.of(y);
    return fma(decay.power, decay.complement, y.like(1.0).minus(decay.power));
  }

  /**
   * {@code e^-y = power (1 - complement)} with {@code power = 2^-n}, {@code complement = 1 - e^-r}
   * and {@code r = y - n ln 2}. One part of ln 2 is enough where e^-y is small beside what it is
   * added to.
   */
  private record Decay(Node power, Node complement) {
    static Decay of(Node y) {
      Node nearest = nearest(y, 1 / LN2);
      Node r = fma(integral(nearest), -LN2, y);
      Node inner = polynomial(r, coefficients(y, COMPLEMENT_32, COMPLEMENT_64));
      return new Decay(inversePower(nearest), fma(r.times(r), inner, r));
    }
  }

  private static double[] coefficients(Node x, double[] single, double[] twofold) {
    return x.dtype() == DType.FLOAT32 ? single : twofold;
  }

  /** ln 2 - (double) ln 2. */
  static final double LN2_LOW = 2.3190468138462996e-17;

  /** {@code (e^r - 1 - r) / r^2} for |r| < ln 2, relative error of e^r 2^-25.8. */
  private static final double[] EXP_32 = {
    0.5000003576278687,
    0.1666659563779831,
    0.041661083698272705,
    0.008337188512086868,
    0.0014108706964179873,
    0.00019464443903416395
  };

  /** The same, relative error 2^-56. */
  private static final double[] EXP_64 = {
    0.4999999999999993, 0.1666666666666694, 0.04166666666670237, 0.008333333333269428,
    0.0013888888883542656, 0.00019841269893094111, 2.480159084720325e-05, 2.7557300566263164e-06,
    2.7556154235732116e-07, 2.505504215859455e-08, 2.1062637070687146e-09, 1.593541821168516e-10
  };

  /** {@code (1 - e^-r - r) / r^2} for |r| < ln 2 / 2, relative error of 1 - e^-r 2^-26. */
  private static final double[] COMPLEMENT_32 = {
    -0.5, 0.16666534543037415, -0.041666608303785324, 0.008367662318050861, -0.0013919181656092405
  };

  /** The same, relative error 2^-60.8. */
  private static final double[] COMPLEMENT_64 = {
    -0.5,
    0.16666666666666677,
    -0.0416666666666667,
    0.00833333333332153,
    -0.0013888888888866596,
    0.00019841269886405725,
    -2.48015873610045e-05,
    2.755724390667977e-06,
    -2.7557242388330425e-07,
    2.5109149187270966e-08,
    -2.092455623062963e-09
  };
}
