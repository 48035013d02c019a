package dev.quern.runtime.java;

/** What a compiled kernel's class implements. */
public interface KernelCode {
  /**
   * Computes some chunks of a phase.
   *
   * @param phase number of the phase
   * @param first the first chunk
   * @param last one past the last chunk
   * @param buffers primitive arrays by the kernel's slot
   * @param scalars by the order of {@code Nest.scalars}: the bits of a float32 in the low half,
   *     those of a float64, the value of an integer, 0 or 1 for a bool
   * @param locals arrays of this thread, by the order of {@code Rendered.locals}, perhaps longer,
   *     with undefined contents
   */
  void run(int phase, int first, int last, Object[] buffers, long[] scalars, Object[] locals);
}
