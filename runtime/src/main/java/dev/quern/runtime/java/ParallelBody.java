package dev.quern.runtime.java;

/** The body of a parallel loop over chunks; safe to run on any thread, in any order. */
@FunctionalInterface
interface ParallelBody {
  /** Does the chunks from {@code first} to {@code last}, exclusive. */
  void run(int first, int last);
}
