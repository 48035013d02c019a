package dev.quern.compiler.lower;

/** One choice about how a nest runs. Data, so that it can be shown, and later searched. */
public sealed interface Decision {
  /**
   * The loop over this range runs in vectors of {@code lanes} elements, then a scalar tail. {@code
   * unroll} vectors are in flight; for a reduction over the range each has its own accumulator,
   * combined in a fixed tree at the end.
   */
  record Vectorize(long range, int lanes, int unroll) implements Decision {}

  /** A scalar reduction loop keeps this many accumulators, taken in turn. */
  record Unroll(long range, int factor) implements Decision {}

  /**
   * The loop over this range takes strips of this many elements, and each strip in parts: loops
   * over arrays of the thread that the JIT compiler turns into vectors, and others.
   */
  record Strips(long range, int elements) implements Decision {}

  /** The loop over this range is a method that the JIT compiler compiles alone. */
  record Alone(long range) implements Decision {}

  /** The segment's rows are shared out in chunks of this many (fewer in the last). */
  record Chunk(int phase, int segment, int rows) implements Decision {}
}
