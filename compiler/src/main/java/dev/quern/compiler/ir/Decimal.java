package dev.quern.compiler.ir;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.Predicate;

/**
 * Turns a finite float into the shortest decimal that is read back as it, in Java's notation.
 *
 * <p>Why (2026-11-20) not {@link Double#toString}: before JDK 19 it prints more digits than needed
 * for some values, and texts must not depend on the JDK that printed them.
 */
final class Decimal {
  private static final int FLOAT_DIGITS = 9;
  private static final int DOUBLE_DIGITS = 17;
  private static final int MOST_PLAIN = 7;
  private static final int LEAST_PLAIN = -3;

  private Decimal() {}

  static String of(float value) {
    return shortest(value, FLOAT_DIGITS, text -> Float.parseFloat(text) == value);
  }

  static String of(double value) {
    return shortest(value, DOUBLE_DIGITS, text -> Double.parseDouble(text) == value);
  }

  private static String shortest(double value, int most, Predicate<String> isSame) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < most; digits++) {
      String text = text(exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)));
      if (isSame.test(text)) {
        return text;
      }
    }
    return text(exact.round(new MathContext(most, RoundingMode.HALF_EVEN)));
  }

  /** With at least one digit on either side of the point, and an exponent outside 0.001 to 10^7. */
  private static String text(BigDecimal rounded) {
    BigDecimal value = rounded.stripTrailingZeros();
    int exponent = value.precision() - value.scale() - 1;
    boolean plain = exponent >= LEAST_PLAIN && exponent < MOST_PLAIN;
    BigDecimal mantissa = plain ? value : value.scaleByPowerOfTen(-exponent);
    String digits = mantissa.setScale(Math.max(1, mantissa.scale())).toPlainString();
    return plain ? digits : digits + "E" + exponent;
  }
}
