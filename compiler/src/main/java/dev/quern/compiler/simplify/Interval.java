package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;

/**
 * The integers from {@code min} to {@code max}, both inclusive. An end at the limit of long stands
 * for "unknown": arithmetic that would leave long gives it.
 */
public record Interval(long min, long max) {
  private static final Interval UNKNOWN = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

  public static Interval of(long value) {
    return new Interval(value, value);
  }

  /** All values of a type; of a float, unknown. */
  public static Interval of(DType dtype) {
    return switch (dtype) {
      case BOOL -> new Interval(0, 1);
      case INT32 -> new Interval(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64, FLOAT32, FLOAT64 -> UNKNOWN;
    };
  }

  public boolean isOne() {
    return min == max;
  }

  public boolean contains(long value) {
    return min <= value && value <= max;
  }

  /** True if all values lie in {@code 0 .. limit - 1}. */
  public boolean isBelow(long limit) {
    return min >= 0 && max < limit;
  }

  /** True if arithmetic of this type that has this mathematical result did not wrap. */
  public boolean fits(DType dtype) {
    Interval all = of(dtype);
    return isKnown() && min >= all.min && max <= all.max;
  }

  private boolean isKnown() {
    return min != Long.MIN_VALUE && max != Long.MAX_VALUE;
  }

  public Interval plus(Interval other) {
    if (!isKnown() || !other.isKnown()) {
      return UNKNOWN;
    }
    long low = min + other.min;
    long high = max + other.max;
    boolean overflow =
        ((min ^ low) & (other.min ^ low)) < 0 || ((max ^ high) & (other.max ^ high)) < 0;
    return overflow ? UNKNOWN : new Interval(low, high);
  }

  public Interval times(long factor) {
    return times(of(factor));
  }

  public Interval times(Interval other) {
    if (!isKnown() || !other.isKnown()) {
      return isZero() || other.isZero() ? of(0) : UNKNOWN;
    }
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int corner = 0; corner < 4; corner++) {
      long a = (corner & 1) == 0 ? min : max;
      long b = (corner & 2) == 0 ? other.min : other.max;
      long product = a * b;
      if (Math.multiplyHigh(a, b) != product >> 63) {
        return UNKNOWN;
      }
      low = Math.min(low, product);
      high = Math.max(high, product);
    }
    return new Interval(low, high);
  }

  private boolean isZero() {
    return min == 0 && max == 0;
  }

  /** Of quotients that are truncated toward zero, by divisors that are all positive. */
  public Interval over(Interval divisor) {
    return new Interval(
        min / (min < 0 ? divisor.min : divisor.max), max / (max < 0 ? divisor.max : divisor.min));
  }

  /** Of remainders with the sign of the dividend, by divisors that are all positive. */
  public Interval modulo(Interval divisor) {
    long largest = divisor.max - 1;
    return new Interval(
        min >= 0 ? 0 : Math.max(min, -largest), max <= 0 ? 0 : Math.min(max, largest));
  }

  public Interval min(Interval other) {
    return new Interval(Math.min(min, other.min), Math.min(max, other.max));
  }

  public Interval max(Interval other) {
    return new Interval(Math.max(min, other.min), Math.max(max, other.max));
  }

  /** The smallest interval that holds both. */
  public Interval or(Interval other) {
    return new Interval(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** What both hold; one of them if that is nothing. */
  public Interval and(Interval other) {
    long low = Math.max(min, other.min);
    long high = Math.min(max, other.max);
    return low <= high ? new Interval(low, high) : this;
  }
}
