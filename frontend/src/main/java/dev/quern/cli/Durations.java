package dev.quern.cli;

import java.util.Locale;

/** Nanoseconds as text. */
final class Durations {
  private Durations() {}

  /** Such as {@code 12.3 us}. */
  static String text(long nanoseconds) {
    if (nanoseconds < 1_000) {
      return nanoseconds + " ns";
    }
    return nanoseconds < 1_000_000
        ? String.format(Locale.ROOT, "%.1f us", nanoseconds / 1e3)
        : String.format(Locale.ROOT, "%,.2f ms", nanoseconds / 1e6);
  }

  /** Such as {@code 2.0 ms -> 1.0 ms (-50 %)}. */
  static String change(long before, long after) {
    double share = before == 0 ? 0 : 100.0 * (after - before) / before;
    return String.format(Locale.ROOT, "%s -> %s (%+.0f %%)", text(before), text(after), share);
  }
}
