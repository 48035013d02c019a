package dev.quern;

import dev.quern.compiler.ir.DType;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * What is known about the values of an integer tensor that came from an array.
 *
 * @param above the smallest of the values that are not {@code min}; {@code min} if all are
 * @param exact false if some of the values may have been sliced away since
 */
record Bounds(long min, long above, long max, boolean exact) {
  /** Of values of which some may not be there. */
  static Bounds within(long min, long max) {
    return new Bounds(min, Math.min(min + 1, max), max, false);
  }

  /** Of one value. */
  static Bounds only(long value) {
    return new Bounds(value, value, value, true);
  }

  /** Of an int[] or long[]; empty for other types and for no elements. */
  static Optional<Bounds> of(Object array) {
    if (array instanceof int[] ints && ints.length > 0) {
      return Optional.of(of(() -> Arrays.stream(ints).asLongStream()));
    }
    if (array instanceof long[] longs && longs.length > 0) {
      return Optional.of(of(() -> Arrays.stream(longs)));
    }
    return Optional.empty();
  }

  private static Bounds of(Supplier<LongStream> values) {
    long min = values.get().min().getAsLong();
    long max = values.get().max().getAsLong();
    long above = min < 0 ? values.get().filter(value -> value > min).min().orElse(min) : min;
    return new Bounds(min, above, max, true);
  }

  /** Of the values that are not this one, as far as that makes them narrower. */
  Bounds without(long value) {
    return value == min && min < 0 ? new Bounds(above, above, max, exact && above > min) : this;
  }

  /** True if all values are certainly within 0 and {@code size}, exclusive. */
  boolean within(long size) {
    return min >= 0 && max < size;
  }

  boolean includes(long value) {
    return min <= value && value <= max;
  }

  /** True if all values are numbers of the dtype, which a cast to it so leaves alone. */
  boolean fit(DType dtype) {
    return dtype == DType.INT64 || dtype == DType.INT32 && min == (int) min && max == (int) max;
  }

  /** Of the values of both. */
  Bounds and(Bounds other) {
    return within(Math.min(min, other.min), Math.max(max, other.max));
  }

  Bounds inexact() {
    return new Bounds(min, above, max, false);
  }
}
