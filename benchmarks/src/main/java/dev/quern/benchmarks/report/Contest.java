package dev.quern.benchmarks.report;

import com.sun.management.ThreadMXBean;
import dev.quern.benchmarks.machine.Ceiling;
import dev.quern.benchmarks.workload.Body;
import dev.quern.benchmarks.workload.Contender;
import dev.quern.benchmarks.workload.Side;
import dev.quern.benchmarks.workload.Workload;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Times the contenders of one workload side by side, in this JVM, after checking that their results
 * agree.
 */
final class Contest {
  private record Entrant(Contender contender, Body body) {}

  private final Workload workload;
  private final Effort effort;
  private final List<Entrant> entrants = new ArrayList<>();
  private final List<Measured> measured = new ArrayList<>();

  Contest(Workload workload, Effort effort) {
    this.workload = workload;
    this.effort = effort;
  }

  /** Runs it with the contenders of these sides. */
  List<Measured> run(Set<Side> sides) {
    workload.contenders().stream()
        .filter(contender -> sides.contains(contender.side()))
        .forEach(this::open);
    check();
    if (sides.contains(Side.CEILING)) {
      entrants.add(ceiling());
    }
    List<List<Double>> times =
        new Turns(effort).time(entrants.stream().map(Entrant::body).toList());
    for (int i = 0; i < entrants.size(); i++) {
      measured.add(measured(entrants.get(i), times.get(i)));
      entrants.get(i).body().close();
    }
    return measured;
  }

  private void open(Contender contender) {
    try {
      entrants.add(new Entrant(contender, contender.open().get()));
    } catch (RuntimeException | LinkageError failed) {
      fail(contender, failed.toString());
    }
  }

  private void fail(Contender contender, String why) {
    measured.add(Measured.failed(contender.side(), contender.form(), why));
  }

  /** Leaves only those whose result is that of the first of PyTorch's, or of all, that has one. */
  private void check() {
    Map<Entrant, float[]> results = new LinkedHashMap<>();
    for (Entrant entrant : List.copyOf(entrants)) {
      try {
        results.put(entrant, entrant.body().result());
      } catch (RuntimeException | LinkageError failed) {
        leave(entrant, failed.toString());
      }
    }
    if (results.isEmpty()) {
      return;
    }
    Entrant first = results.keySet().iterator().next();
    Entrant judge =
        results.keySet().stream()
            .filter(entrant -> entrant.contender().side() == Side.TORCH)
            .findFirst()
            .orElse(first);
    results.forEach((entrant, result) -> compare(entrant, result, judge, results.get(judge)));
  }

  private void compare(Entrant entrant, float[] result, Entrant judge, float[] expected) {
    double difference = Agreement.difference(result, expected);
    if (!(difference <= workload.tolerance())) {
      String form = "differs from %s by %.2g of the largest value, %.2g is allowed";
      leave(
          entrant,
          String.format(
              Locale.ROOT, form, judge.contender().name(), difference, workload.tolerance()));
    }
  }

  private void leave(Entrant entrant, String why) {
    entrants.remove(entrant);
    entrant.body().close();
    fail(entrant.contender(), why);
  }

  private Entrant ceiling() {
    Ceiling ceiling = workload.work().ceiling();
    return new Entrant(
        new Contender(Side.CEILING, ceiling.kind().toString(), () -> new CeilingBody(ceiling)),
        new CeilingBody(ceiling));
  }

  private Measured measured(Entrant entrant, List<Double> times) {
    if (entrant.body() instanceof CeilingBody body) {
      return CeilingBody.measured(body.ceiling(), times);
    }
    Contender contender = entrant.contender();
    double amount = workload.work().amount();
    return Measured.of(contender.side(), contender.form(), times, amount, notes(entrant));
  }

  private static Map<String, Double> notes(Entrant entrant) {
    Map<String, Double> notes = new LinkedHashMap<>(entrant.body().notes());
    if (entrant.contender().side() == Side.QUERN) {
      notes.put("bytes allocated", (double) allocated(entrant.body()));
    }
    return notes;
  }

  /** Bytes on the heap that one call allocates in the calling thread. */
  private static long allocated(Body body) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    body.prepare();
    long before = threads.getCurrentThreadAllocatedBytes();
    body.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
