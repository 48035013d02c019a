package dev.quern.runtime.replay;

import dev.quern.runtime.reference.Result;
import java.lang.reflect.Array;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/**
 * Two arrays that ought to hold the same values.
 *
 * @param difference the largest that there is, NaN where one of the two alone is NaN
 * @param at where it is, -1 if there is none
 * @param bound how large it may be there
 * @param nans how many of the expected values are NaN
 * @param problem what is wrong, empty if nothing is
 */
public record Comparison(
    String name, double difference, int at, double bound, long nans, Optional<String> problem) {

  /** A value against its meaning, with the bound that the reference knows. */
  static Comparison of(String name, Result expected, Object actual) {
    Comparison plain = of(name, expected.values(), actual, expected::bound);
    return new Comparison(
        name, plain.difference, plain.at, plain.bound, plain.nans, expected.difference(actual));
  }

  /** Two arrays of the same type and length. */
  static Comparison of(String name, Object expected, Object actual, IntToDoubleFunction bound) {
    double largest = 0;
    int at = -1;
    long nans = 0;
    int wrong = -1;
    for (int i = 0; i < Array.getLength(expected); i++) {
      double x = number(expected, i);
      double y = number(actual, i);
      nans += Double.isNaN(x) ? 1 : 0;
      double apart = x == y || Double.compare(x, y) == 0 ? 0 : Math.abs(x - y);
      wrong = wrong < 0 && !(apart <= bound.applyAsDouble(i)) ? i : wrong;
      if (apart > largest || Double.isNaN(apart) && !Double.isNaN(largest)) {
        largest = apart;
        at = i;
      }
    }
    double allowed = at < 0 ? 0 : bound.applyAsDouble(at);
    return new Comparison(name, largest, at, allowed, nans, problem(expected, actual, wrong));
  }

  private static Optional<String> problem(Object expected, Object actual, int at) {
    return at < 0
        ? Optional.empty()
        : Optional.of(
            "at %d: %s, expected %s".formatted(at, Array.get(actual, at), Array.get(expected, at)));
  }

  private static double number(Object array, int i) {
    Object value = Array.get(array, i);
    return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).doubleValue();
  }

  public boolean passes() {
    return problem.isEmpty();
  }

  /** Such as {@code #0 f32[768]: largest difference 1.2e-07 at 5, bound 3.4e-06: pass}. */
  @Override
  public String toString() {
    String found =
        at < 0
            ? "same values"
            : String.format(
                Locale.ROOT, "largest difference %.3g at %d, bound %.3g", difference, at, bound);
    String undefined = nans == 0 ? "" : ", " + nans + " NaN";
    return name + ": " + found + undefined + ": " + problem.map(p -> "FAIL " + p).orElse("pass");
  }
}
