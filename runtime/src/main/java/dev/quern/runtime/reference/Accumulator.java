package dev.quern.runtime.reference;

/** Combines elements into an array of results, one at a time. */
interface Accumulator {
  /** Combines element {@code i} of {@code x} into result {@code o}. */
  void add(StridedArray x, int i, int o);

  /** The results so far, under their shape. */
  StridedArray finish(int[] sizes);
}
