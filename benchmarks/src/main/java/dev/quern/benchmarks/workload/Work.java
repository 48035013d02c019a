package dev.quern.benchmarks.workload;

import dev.quern.benchmarks.machine.Ceiling;

/**
 * What the mathematics of a workload needs, never what a kernel recomputes.
 *
 * @param kind which ceiling it is under
 * @param amount operations under FMA, else bytes
 */
public record Work(Ceiling.Kind kind, double amount) {
  /** Floating-point operations. */
  public static Work operations(double count) {
    return new Work(Ceiling.Kind.FMA, count);
  }

  /** A million million a second, or a thousand million bytes: by seconds. */
  public double rate(double seconds) {
    return amount / seconds / 1e9;
  }

  /** As many floats read. */
  public static Work reads(long floats) {
    return new Work(Ceiling.Kind.READ, (double) floats * Float.BYTES);
  }

  /** As many floats read as written. */
  public static Work copies(long floats) {
    return new Work(Ceiling.Kind.COPY, 2.0 * floats * Float.BYTES);
  }

  /** The ceiling of this kind of work, over arrays of this size. */
  public Ceiling ceiling() {
    return new Ceiling(kind, (long) amount);
  }
}
