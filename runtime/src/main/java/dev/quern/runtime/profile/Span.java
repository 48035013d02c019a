package dev.quern.runtime.profile;

/** A phase of one thread from now until it is closed; time of spans inside it is not its own. */
public final class Span implements AutoCloseable {
  /** While no profile is on. */
  static final Span NONE = new Span(null, Phase.PLAN, null);

  private final ThreadTimes times; // null of NONE
  final Phase phase;
  final Span around; // null of the outermost
  final long start = System.nanoTime();
  long inside; // nanoseconds of spans inside

  Span(ThreadTimes times, Phase phase, Span around) {
    this.times = times;
    this.phase = phase;
    this.around = around;
  }

  @Override
  public void close() {
    if (times != null) {
      times.close(this, System.nanoTime());
    }
  }
}
