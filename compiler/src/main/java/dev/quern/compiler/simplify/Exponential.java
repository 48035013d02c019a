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
   * Odd polynomial up to ln 3 / 2, where tanh is 1/2; above, {@code 1 - 2u / (1 + u)}, u = e^-2x.
   */
  static Node tanh(Node x) {
    boolean single = x.dtype() == DType.FLOAT32;
    Node magnitude = Floats.abs(x);
    Node z = magnitude.times(magnitude);
    Node odd = fma(magnitude.times(z), horner(z, single ? TANH_32 : TANH_64), magnitude);
    Node u = decay(atMost(magnitude.plus(magnitude), single ? 19 : 40));
    Node one = x.like(1.0);
    Node large = one.minus(u.plus(u).over(u.plus(one)));
    return Floats.withSign(Floats.where(Floats.less(magnitude, 0.549), odd, large), x);
  }

  /**
   * {@code e^-y = 2^-n e^-r} with {@code r = y - n ln 2}, for y >= 0 whose e^-y is a normal number.
   * One part of ln 2 is enough where e^-y is small beside what it is added to.
   */
  private static Node decay(Node y) {
    Node nearest = nearest(y, 1 / LN2);
    Node r = fma(integral(nearest), -LN2, y);
    Node inner = fma(horner(r, coefficients(y, DECAY_32, DECAY_64)), r, r.like(-1.0));
    return fma(inner, r, r.like(1.0)).times(inversePower(nearest));
  }

  /** 2^-n. */
  private static Node inversePower(Node nearest) {
    Node shift = Floats.shiftLeft(Floats.bits(nearest), Floats.mantissa(nearest.dtype()));
    return Floats.real(shift.like(Floats.bits(nearest.dtype(), 1)).minus(shift));
  }

  /** {@code 1 - e^-y = (1 - 2^-n) + 2^-n (1 - e^-r)} with {@code r = y - n ln 2}, for y >= 0. */
  static Node complement(Node y) {
    Node nearest = nearest(y, 1 / LN2);
    Node r = fma(integral(nearest), -LN2, y);
    Node p = fma(r.times(r), polynomial(r, coefficients(y, COMPLEMENT_32, COMPLEMENT_64)), r);
    Node scale = inversePower(nearest);
    return fma(scale, p, y.like(1.0).minus(scale));
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

  /** {@code (e^-r - 1 + r) / r^2} for |r| < ln 2 / 2, relative error of e^-r 2^-27.8. */
  private static final double[] DECAY_32 = {
    0.4999999403953552,
    -0.1666651964187622,
    0.04166838899254799,
    -0.008368780836462975,
    0.0013814691919833422
  };

  /** The same, relative error 2^-60. */
  private static final double[] DECAY_64 = {
    0.5,
    -0.16666666666666682,
    0.04166666666666609,
    -0.00833333333331692,
    0.0013888888889117088,
    -0.00019841269896678202,
    2.4801586924929616e-05,
    -2.7557234560805796e-06,
    2.7557582527318393e-07,
    -2.5112143984250964e-08,
    2.0826617362631767e-09
  };

  /** {@code (tanh x - x) / x^3} over x^2 for |x| < 0.55, relative error of tanh 2^-29.7. */
  private static final double[] TANH_32 = {
    -0.33333316445350647,
    0.13332544267177582,
    -0.0538475476205349,
    0.0210507120937109,
    -0.006242847535759211
  };

  /** The same, relative error 2^-59.8. */
  private static final double[] TANH_64 = {
    -0.333333333333333, 0.1333333333332658, -0.05396825396373657, 0.021869488385145904,
    -0.008863232589449495, 0.003592091905680868, -0.0014555420192906962, 0.0005884409915739756,
    -0.00023337243615219439, 8.330302620143623e-05, -1.9486196635588938e-05
  };
}
