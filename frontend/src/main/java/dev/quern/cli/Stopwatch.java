package dev.quern.cli;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Turns the times of steps into tokens a second; the first step, which compiles, is told apart. */
final class Stopwatch {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private long started;
  private long first; // nanoseconds, as all times here
  private long others;
  private long tokens; // of the others
  private long othersAtLap;
  private long tokensAtLap;

  void start() {
    started = System.nanoTime();
  }

  /** A step over so many tokens is done. */
  void stop(long count, boolean isFirst) {
    long time = System.nanoTime() - started;
    if (isFirst) {
      first = time;
    } else {
      others += time;
      tokens += count;
    }
  }

  /** Tokens a second since the last lap; none if there was no step but the first. */
  OptionalDouble lap() {
    OptionalDouble speed = speed(tokens - tokensAtLap, others - othersAtLap);
    tokensAtLap = tokens;
    othersAtLap = others;
    return speed;
  }

  private static OptionalDouble speed(long tokens, long time) {
    return tokens == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(tokens * SECOND / Math.max(1, time));
  }

  @Override
  public String toString() {
    String text =
        String.format(
            Locale.ROOT, "%.1f s, the first in %.1f s", (first + others) / SECOND, first / SECOND);
    OptionalDouble speed = speed(tokens, others);
    return speed.isEmpty()
        ? text
        : String.format(Locale.ROOT, "%s, %,.0f tokens/s after it", text, speed.getAsDouble());
  }
}
