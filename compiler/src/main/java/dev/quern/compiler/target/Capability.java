package dev.quern.compiler.target;

/** What a device, or the compiler behind it, does on which the shape of a loop nest depends. */
public enum Capability {
  /**
   * The results of a contraction are computed a block at a time, which stays in cache for the
   * statements that use it. Without this, whole operands are packed to memory in one phase and all
   * products are written to memory in the next.
   */
  BLOCKED_CONTRACTIONS,

  /**
   * An array of a thread's own stays in its L1 cache, so that rows of partial sums and copies of
   * what stencils read are kept in one. Without this, they go to memory, or the copy is not made.
   */
  CACHED_ARRAYS,

  /**
   * A vector may run across the end of an inner loop, with the conditions that tell its rows apart
   * as masks. Without this, loops are made one only where no condition is left.
   */
  MASKED_VECTORS,

  /**
   * A short reduction loop inside a vector loop costs more than its iterations one after the other,
   * so the nest has it fully unrolled. Without this, that is left to the device's compiler.
   */
  UNROLLED_REDUCTIONS,

  /**
   * A load outside of its array fails. Without this, it may do anything, so that an index from data
   * is compared with the array's size before it is used.
   */
  TRAPPING_LOADS,

  /**
   * A scalar reduction loop that is unrolled keeps one accumulator for each copy of its body.
   * Without this, it keeps one for all of them.
   */
  ACCUMULATOR_PER_COPY,

  /**
   * Vectors are made by the JIT compiler, of loops over arrays of the thread whose accesses lie
   * whole vectors apart: loops are strip-mined and windows copied so that theirs do.
   */
  AUTO_VECTORIZED
}
