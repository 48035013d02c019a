package dev.quern.compiler.ir;

/** Functions that {@link Math} lacks, to the precision of a double. */
final class Special {
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double SERIES_LIMIT = 2.5;

  private Special() {}

  /** {@link Math#pow}, but that 1 to the power NaN and 1 or -1 to an infinite one are 1. */
  static double pow(double x, double y) {
    return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : Math.pow(x, y);
  }

  /**
   * The error function: its Maclaurin series near zero, the continued fraction of its complement
   * elsewhere (Abramowitz and Stegun, 7.1.6 and 7.1.14).
   */
  static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double magnitude = Math.abs(x);
    if (magnitude > 6) {
      return Math.copySign(1, x);
    }
    return magnitude < SERIES_LIMIT ? series(x) : Math.copySign(1 - complement(magnitude), x);
  }

  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-18; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum;
  }

  private static double complement(double x) {
    double fraction = x;
    for (int n = 120; n >= 1; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
  }
}
