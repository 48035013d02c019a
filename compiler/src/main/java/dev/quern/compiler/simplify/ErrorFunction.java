package dev.quern.compiler.simplify;

import static dev.quern.compiler.simplify.Floats.fma;
import static dev.quern.compiler.simplify.Floats.polynomial;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;

/**
 * Turns ERF into exact operations: {@code erf x = 1 - e^-L(x)} where {@code L(x) = -ln(1 - erf x)}
 * is smooth and nearly linear at 0, so that one polynomial serves all of |x|.
 */
final class ErrorFunction {
  private ErrorFunction() {}

  static Node erf(Node x) {
    boolean single = x.dtype() == DType.FLOAT32;
    Node magnitude = Floats.atMost(Floats.abs(x), single ? 4 : 6);
    Node curve = polynomial(magnitude, single ? CURVE_32 : CURVE_64);
    Node low = fma(curve, magnitude, magnitude.like(single ? SLOPE - (float) SLOPE : SLOPE_LOW));
    Node exponent = fma(magnitude, SLOPE, low.times(magnitude));
    return Floats.withSign(Exponential.complement(exponent), x);
  }

  /** 2 / sqrt(pi), the slope of erf at 0. */
  private static final double SLOPE = 1.1283791670955126;

  private static final double SLOPE_LOW = 1.533545961316588e-17;

  /** {@code (L(x) - slope x) / x^2} for 0 <= x <= 4, relative error of erf 2^-30.9. */
  private static final double[] CURVE_32 = {
    0.6366198062896729,
    0.10277161002159119,
    -0.019119270145893097,
    -0.00024929188657552004,
    0.0017943145940080285,
    -0.0007367769721895456,
    0.00016574191977269948,
    -2.0944809875800274e-05,
    1.1538181752257515e-06
  };

  /** The same for 0 <= x <= 6, relative error of erf 2^-65. */
  private static final double[] CURVE_64 = {
    0.6366197723675814,
    0.102772603301941,
    -0.019128447009076004,
    -0.00020919463953988164,
    0.0016962059224367371,
    -0.0005901229845711103,
    2.586863990709058e-05,
    6.451995481860131e-05,
    -2.978304499590545e-05,
    3.500814064470555e-06,
    2.7230403154680406e-06,
    -1.6420727943430298e-06,
    2.75864208903125e-07,
    1.5415639467481103e-07,
    -1.3057818172807584e-07,
    4.63480487024067e-08,
    -5.595470099935421e-09,
    -3.515025974339055e-09,
    2.695843715976225e-09,
    -1.0795656794904204e-09,
    3.090534125492686e-10,
    -6.792909297689547e-11,
    1.1694741570010655e-11,
    -1.5744963021108453e-12,
    1.6304163475693148e-13,
    -1.2562846799043758e-14,
    6.790297814284e-16,
    -2.2981441445673618e-17,
    3.6649740900947637e-19
  };
}
