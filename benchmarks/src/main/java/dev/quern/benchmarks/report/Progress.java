package dev.quern.benchmarks.report;

import java.util.Locale;
import java.util.function.Supplier;

/** Tells on the error stream what is being measured, since a report takes long. */
final class Progress {
  private Progress() {}

  static <T> T of(String what, Supplier<T> work) {
    System.err.print(what + " ...");
    long start = System.nanoTime();
    T result = work.get();
    System.err.printf(Locale.ROOT, " %.0f s%n", (System.nanoTime() - start) * 1e-9);
    return result;
  }
}
