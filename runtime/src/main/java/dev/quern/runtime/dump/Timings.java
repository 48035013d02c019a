package dev.quern.runtime.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * What differs from run to run: where things were found, and how long they took; of each launch the
 * latest times, as many as a median needs.
 */
final class Timings {
  private static final int MOST = 1000;

  private String found = "";
  private long compile;
  private long load;
  private final Map<Integer, Times> launches = new TreeMap<>();

  private static final class Times {
    final List<Long> latest = new ArrayList<>();
    long runs;
    long total;
    long least = Long.MAX_VALUE;

    void add(long nanoseconds) {
      if (latest.size() < MOST) {
        latest.add(nanoseconds);
      } else {
        latest.set((int) (runs % MOST), nanoseconds);
      }
      runs++;
      total += nanoseconds;
      least = Math.min(least, nanoseconds);
    }

    long median() {
      return latest.stream().sorted().skip(latest.size() / 2).findFirst().orElse(0L);
    }
  }

  /** Lines that say where the plan and its kernels were. */
  void found(String lines) {
    found = lines;
  }

  void compiled(long nanoseconds) {
    compile = nanoseconds;
  }

  void loaded(long nanoseconds) {
    load = nanoseconds;
  }

  void launched(int launch, long nanoseconds) {
    launches.computeIfAbsent(launch, l -> new Times()).add(nanoseconds);
  }

  String text(IntUnaryOperator kernelOf) {
    StringBuilder text = new StringBuilder(found);
    if (compile > 0) {
      text.append(Line.of("time").with("of", "compile").with("ns", compile));
      text.append(Line.of("time").with("of", "load").with("ns", load));
    }
    launches.forEach(
        (launch, times) ->
            text.append(
                Line.of("time")
                    .with("of", "launch")
                    .with("launch", launch)
                    .with("kernel", kernelOf.applyAsInt(launch))
                    .with("runs", times.runs)
                    .with("total_ns", times.total)
                    .with("median_ns", times.median())
                    .with("least_ns", times.least)));
    return text.toString();
  }
}
