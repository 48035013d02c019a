package dev.quern.runtime.profile;

import java.util.ArrayList;
import java.util.List;

/** What happened when, as far as it is wanted and there is room. */
final class Timeline {
  private static final int MOST = 2_000_000;

  /** A phase of a thread; times are those of {@link System#nanoTime}. */
  record Slice(Phase phase, String name, long thread, long start, long nanoseconds) {}

  private final boolean wanted;
  private final List<Slice> slices = new ArrayList<>();
  private long dropped;

  Timeline(boolean wanted) {
    this.wanted = wanted;
  }

  synchronized void add(Slice slice) {
    if (wanted && slices.size() < MOST) {
      slices.add(slice);
    } else if (wanted) {
      dropped++;
    }
  }

  synchronized List<Slice> slices() {
    return List.copyOf(slices);
  }

  /** Slices that there was no room for. */
  synchronized long dropped() {
    return dropped;
  }
}
