package dev.quern.benchmarks.report;

import java.util.List;

/**
 * How long contenders are timed.
 *
 * @param warmUpMillis of each at least, before the first turn that counts; longer while it gets
 *     faster
 * @param rounds of turns
 * @param turnMillis of timed calls in a turn, at least one call
 */
record Effort(int warmUpMillis, int rounds, int turnMillis) {
  /** Enough for figures that are to be kept. */
  static final Effort FULL = new Effort(6_000, 15, 200);

  /** Enough for Quern in two JVMs, one after the other, before the machine's speed has changed. */
  static final Effort PAIR = new Effort(3_000, 9, 200);

  /** Enough to see that everything works. */
  static final Effort QUICK = new Effort(0, 2, 0);

  /** As arguments of a process. */
  List<String> arguments() {
    return List.of("" + warmUpMillis, "" + rounds, "" + turnMillis);
  }

  /** From what {@link #arguments} gave. */
  static Effort of(List<String> arguments) {
    return new Effort(
        Integer.parseInt(arguments.get(0)),
        Integer.parseInt(arguments.get(1)),
        Integer.parseInt(arguments.get(2)));
  }
}
