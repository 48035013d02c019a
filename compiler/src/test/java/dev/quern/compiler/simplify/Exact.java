package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Op;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Functions to 50 significant digits, by series: slow and plain, to compare others with. */
final class Exact {
  private static final MathContext DIGITS = new MathContext(60);
  private static final MathContext MORE = new MathContext(130);
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  static final BigDecimal PI = pi(500);
  private static final BigDecimal LN2 =
      atanh(new BigDecimal("1").divide(BigDecimal.valueOf(3), MORE)).multiply(TWO);

  private Exact() {}

  /** Of a finite x where the function is defined. */
  static BigDecimal of(Op op, double value) {
    BigDecimal x = new BigDecimal(value);
    return switch (op) {
      case EXP -> exp(x, DIGITS);
      case LOG -> log(x, DIGITS);
      case SIN -> turned(x, 0);
      case COS -> turned(x, 1);
      case TANH -> tanh(x);
      case ERF -> erf(x);
      default -> throw new IllegalArgumentException(op.text());
    };
  }

  static BigDecimal pow(double x, double y) {
    BigDecimal log = log(new BigDecimal(x), MORE);
    return exp(log.multiply(new BigDecimal(y), MORE), DIGITS);
  }

  /** Machin's formula. */
  private static BigDecimal pi(int digits) {
    BigDecimal quarter =
        inverseTangent(5, digits)
            .multiply(BigDecimal.valueOf(4))
            .subtract(inverseTangent(239, digits));
    return quarter.multiply(BigDecimal.valueOf(4)).setScale(digits, RoundingMode.HALF_EVEN);
  }

  private static BigDecimal inverseTangent(int inverse, int digits) {
    BigInteger unit = BigInteger.TEN.pow(digits + 10);
    BigInteger power = unit.divide(BigInteger.valueOf(inverse));
    BigInteger sum = power;
    BigInteger square = BigInteger.valueOf((long) inverse * inverse);
    for (int n = 3, sign = -1; power.signum() != 0; n += 2, sign = -sign) {
      power = power.divide(square);
      sum = sum.add(power.divide(BigInteger.valueOf(n)).multiply(BigInteger.valueOf(sign)));
    }
    return new BigDecimal(sum, digits + 10);
  }

  /** Halves the argument until the series is short, then squares. */
  private static BigDecimal exp(BigDecimal x, MathContext digits) {
    int halvings = Math.max(0, x.precision() - x.scale() + 3) * 4;
    MathContext context = new MathContext(digits.getPrecision() + halvings);
    BigDecimal r = x.divide(TWO.pow(halvings), context);
    BigDecimal term = ONE;
    BigDecimal sum = ONE;
    for (int n = 1;
        term.signum() != 0 && term.precision() - term.scale() > -context.getPrecision() - 5;
        n++) {
      term = term.multiply(r, context).divide(BigDecimal.valueOf(n), context);
      sum = sum.add(term, context);
    }
    for (int i = 0; i < halvings; i++) {
      sum = sum.multiply(sum, context);
    }
    return sum.round(digits);
  }

  /** {@code ln x = k ln 2 + 2 atanh((m - 1) / (m + 1))} with m between 2/3 and 4/3. */
  private static BigDecimal log(BigDecimal x, MathContext digits) {
    int k = (int) Math.round((x.unscaledValue().bitLength() - x.scale() * 3.321928094887362));
    BigDecimal m = k >= 0 ? x.divide(TWO.pow(k), MORE) : x.multiply(TWO.pow(-k));
    while (m.doubleValue() < 0.67) {
      m = m.multiply(TWO);
      k--;
    }
    while (m.doubleValue() > 1.34) {
      m = m.divide(TWO, MORE);
      k++;
    }
    BigDecimal ratio = m.subtract(ONE).divide(m.add(ONE), MORE);
    return atanh(ratio).multiply(TWO).add(LN2.multiply(BigDecimal.valueOf(k))).round(digits);
  }

  private static BigDecimal atanh(BigDecimal x) {
    BigDecimal square = x.multiply(x, MORE);
    BigDecimal power = x;
    BigDecimal sum = x;
    for (int n = 3; negligible(power, sum); n += 2) {
      power = power.multiply(square, MORE);
      sum = sum.add(power.divide(BigDecimal.valueOf(n), MORE), MORE);
    }
    return sum;
  }

  /** True while a term still counts. */
  private static boolean negligible(BigDecimal term, BigDecimal sum) {
    return term.signum() != 0
        && term.precision() - term.scale() > sum.precision() - sum.scale() - MORE.getPrecision();
  }

  /** sin(x + shift * pi/2). */
  private static BigDecimal turned(BigDecimal x, int shift) {
    BigDecimal half = PI.divide(TWO);
    BigInteger count =
        x.divide(half, new MathContext(400)).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    BigDecimal r = x.subtract(half.multiply(new BigDecimal(count)));
    int quarter = count.add(BigInteger.valueOf(shift)).mod(BigInteger.valueOf(4)).intValue();
    BigDecimal value = quarter % 2 == 0 ? series(r, r, 1, -1) : series(ONE, r, 0, -1);
    return quarter >= 2 ? value.negate() : value;
  }

  /** {@code first (1 + sign r^2/((n+1)(n+2)) + ...)}: sine and cosine, hyperbolic with sign 1. */
  private static BigDecimal series(BigDecimal first, BigDecimal r, int n, int sign) {
    BigDecimal square =
        r.round(MORE).multiply(r.round(MORE), MORE).multiply(BigDecimal.valueOf(sign));
    BigDecimal term = first.round(MORE);
    BigDecimal sum = term;
    for (int k = n; negligible(term, sum); k += 2) {
      term = term.multiply(square, MORE).divide(BigDecimal.valueOf((k + 1L) * (k + 2L)), MORE);
      sum = sum.add(term, MORE);
    }
    return sum;
  }

  private static BigDecimal tanh(BigDecimal x) {
    if (x.abs().doubleValue() > 40) {
      return ONE.subtract(BigDecimal.TEN.pow(-30, DIGITS)).multiply(BigDecimal.valueOf(x.signum()));
    }
    return series(x, x, 1, 1).divide(series(ONE, x, 0, 1), DIGITS);
  }

  private static BigDecimal erf(BigDecimal x) {
    if (x.abs().doubleValue() > 7) {
      return ONE.subtract(BigDecimal.TEN.pow(-30, DIGITS)).multiply(BigDecimal.valueOf(x.signum()));
    }
    BigDecimal square = x.multiply(x, MORE).negate();
    BigDecimal power = x.round(MORE);
    BigDecimal sum = power;
    for (int n = 1; negligible(power, sum); n++) {
      power = power.multiply(square, MORE).divide(BigDecimal.valueOf(n), MORE);
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), MORE), MORE);
    }
    return sum.multiply(TWO).divide(PI.sqrt(MORE), DIGITS);
  }
}
