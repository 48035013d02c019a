package dev.quern.runtime.profile;

import java.util.EnumMap;
import java.util.Map;

/** Adds up a thread's time by phase. Only its own thread writes. */
final class ThreadTimes {
  private static final long LONGEST_BUILD = 5_000_000; // nanoseconds between two operations

  private final Timeline timeline;
  private final long thread = Thread.currentThread().getId();
  private final String name = Thread.currentThread().getName();
  private final long[] phases = new long[Phase.values().length];
  private Open open; // innermost, null if there is none
  private long first; // when this thread first used the library; 0 if it has not
  private long last; // when this thread was last seen to build
  private long buildStart;

  ThreadTimes(Timeline timeline) {
    this.timeline = timeline;
  }

  long thread() {
    return thread;
  }

  String name() {
    return name;
  }

  /** A span that has begun on this thread. */
  private final class Open implements Span {
    final Phase phase;
    final Open around; // null of the outermost
    final long start = System.nanoTime();
    long inside; // nanoseconds of spans inside

    Open(Phase phase, Open around) {
      this.phase = phase;
      this.around = around;
    }

    @Override
    public void close() {
      end(this, System.nanoTime());
    }
  }

  Span open(Phase phase) {
    Open span = new Open(phase, open);
    first = first == 0 ? span.start : first;
    if (open == null) {
      built(span.start);
      endBuild();
    }
    open = span;
    return span;
  }

  /** An operation was done, or something that an operation may have come before. */
  void built(long now) {
    first = first == 0 ? now : first;
    if (open != null) {
      return;
    }
    if (last != 0 && now - last <= LONGEST_BUILD) {
      phases[Phase.BUILD.ordinal()] += now - last;
    } else {
      endBuild();
      buildStart = now;
    }
    last = now;
  }

  private void endBuild() {
    if (last > buildStart) {
      timeline.add(new Timeline.Slice(Phase.BUILD, "build", thread, buildStart, last - buildStart));
    }
    buildStart = last;
  }

  private void end(Open span, long now) {
    long whole = now - span.start;
    phases[span.phase.ordinal()] += whole - span.inside;
    timeline.add(new Timeline.Slice(span.phase, span.phase.toString(), thread, span.start, whole));
    open = span.around;
    if (open != null) {
      open.inside += whole;
    } else {
      last = now;
      buildStart = now;
    }
  }

  /** A kernel ran inside the open span. */
  void kernel(String kernel, long start, long nanoseconds) {
    phases[Phase.KERNEL.ordinal()] += nanoseconds;
    timeline.add(new Timeline.Slice(Phase.KERNEL, kernel, thread, start, nanoseconds));
    if (open != null) {
      open.inside += nanoseconds;
    }
  }

  /** What there is between two moments. */
  Map<Phase, Long> phases(long start, long end) {
    Map<Phase, Long> map = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      map.put(phase, phases[phase.ordinal()]);
    }
    if (first != 0) {
      map.put(Phase.PROGRAM, first - start + (open == null ? Math.max(0, end - last) : 0));
    }
    return map;
  }
}
