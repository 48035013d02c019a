package dev.quern;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is known about the values of an integer tensor that came from an array.
 *
 * @param exact false if some of the values may have been sliced away since
 */
record Bounds(long min, long max, boolean exact) {
  /** Of an int[] or long[]; empty for other types and for no elements. */
  static Optional<Bounds> of(Object array) {
    if (array instanceof int[] ints && ints.length > 0) {
      return Optional.of(
          new Bounds(
              Arrays.stream(ints).min().getAsInt(), Arrays.stream(ints).max().getAsInt(), true));
    }
    if (array instanceof long[] longs && longs.length > 0) {
      return Optional.of(
          new Bounds(
              Arrays.stream(longs).min().getAsLong(),
              Arrays.stream(longs).max().getAsLong(),
              true));
    }
    return Optional.empty();
  }

  /** True if all values are certainly within 0 and {@code size}, exclusive. */
  boolean within(long size) {
    return min >= 0 && max < size;
  }

  boolean includes(long value) {
    return min <= value && value <= max;
  }

  Bounds inexact() {
    return new Bounds(min, max, false);
  }
}
