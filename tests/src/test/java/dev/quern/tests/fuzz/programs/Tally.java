package dev.quern.tests.fuzz.programs;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts programs and problems, from several threads. */
final class Tally {
  private final long started = System.nanoTime();
  private final Map<Family, int[]> families = new EnumMap<>(Family.class);
  private final Map<String, Integer> kinds = new TreeMap<>();
  private int programs;
  private int meaningless;

  /** A program was run, or had no meaning. */
  synchronized void ran(Family family, boolean hasMeaning) {
    programs++;
    meaningless += hasMeaning ? 0 : 1;
    families.computeIfAbsent(family, key -> new int[2])[0]++;
  }

  /** A program failed; how many before it had a problem of this kind. */
  synchronized int failed(Family family, Problem problem) {
    families.computeIfAbsent(family, key -> new int[2])[1]++;
    return kinds.merge(problem.kind(), 1, Integer::sum) - 1;
  }

  synchronized int failures() {
    return kinds.values().stream().mapToInt(i -> i).sum();
  }

  /** One line: how far it is, and how fast, also where others keep the machine busy. */
  synchronized String progress() {
    double seconds = (System.nanoTime() - started) / 1e9;
    double busy =
        ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    return "%d programs in %.0f s, %.1f a second, %.0f ms of CPU for each, %d failed"
        .formatted(programs, seconds, programs / seconds, busy / programs, failures());
  }

  @Override
  public synchronized String toString() {
    StringBuilder text = new StringBuilder();
    families.forEach(
        (family, counts) ->
            text.append(
                "  %-10s %7d programs %5d failed%n".formatted(family, counts[0], counts[1])));
    kinds.forEach((kind, count) -> text.append("  %5d x %s%n".formatted(count, kind)));
    return text + "  " + meaningless + " had no meaning";
  }
}
