package dev.quern.runtime.profile;

import java.util.ArrayList;
import java.util.List;

/** What happened when, as far as it is wanted and there is room. */
final class Timeline {
  private static final int MOST = 2_000_000;

  /** A phase of a thread; times are those of {@link System#nanoTime}. */
  record Slice(Phase phase, String name, long thread, long start, long nanoseconds) {}

  /** Bytes of storage that a device held at a moment. */
  record Live(long time, String device, long bytes) {}

  private final boolean wanted;
  private final List<Slice> slices = new ArrayList<>();
  private final List<Live> live = new ArrayList<>();
  private long dropped;
  private long peak;

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

  synchronized void live(long time, String device, long bytes) {
    peak = Math.max(peak, bytes);
    boolean changed = live.isEmpty() || live.get(live.size() - 1).bytes() != bytes;
    if (wanted && changed && live.size() < MOST) {
      live.add(new Live(time, device, bytes));
    }
  }

  synchronized List<Slice> slices() {
    return List.copyOf(slices);
  }

  synchronized List<Live> live() {
    return List.copyOf(live);
  }

  /** Slices that there was no room for. */
  synchronized long dropped() {
    return dropped;
  }

  synchronized long peak() {
    return peak;
  }
}
