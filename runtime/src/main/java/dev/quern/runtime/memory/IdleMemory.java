package dev.quern.runtime.memory;

import java.lang.ref.SoftReference;

/**
 * Memory that is kept for the next who needs as much; on the Java heap softly, so that the
 * collector may have it.
 *
 * @param strong null where {@code soft} is not
 * @param soft null where {@code strong} is not
 */
record IdleMemory(Object strong, SoftReference<Object> soft, long bytes) {
  static IdleMemory of(Object memory, long bytes, boolean softly) {
    return softly
        ? new IdleMemory(null, new SoftReference<>(memory), bytes)
        : new IdleMemory(memory, null, bytes);
  }

  /** The memory, or null if the collector has taken it. */
  Object memory() {
    return strong != null ? strong : soft.get();
  }

  /** True if the collector has taken the memory. */
  boolean isGone() {
    return soft != null && soft.refersTo(null);
  }
}
