package dev.quern.cli;

import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan of a dump turned into a table of its kernels. */
final class DumpedList {
  /** What the table may be sorted by; the largest first, but for numbers. */
  enum Order {
    NUMBER,
    TIME,
    BYTES,
    FLOP,
    COUNT,
    LAUNCHES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final DumpedPlan plan;
  private final Map<Integer, Long> times;

  DumpedList(DumpedPlan plan) {
    this.plan = plan;
    this.times = plan.launchTimes();
  }

  List<String> lines(Order order) {
    List<String> lines = new ArrayList<>(List.of(DumpSource.title(plan), ""));
    Table table = new Table(5);
    table.row("no", "runs", "time", "bytes", "FLOP", "kernel", "modules");
    List<DumpedKernel> kernels = new ArrayList<>(plan.kernels());
    if (order != Order.NUMBER) {
      kernels.sort(Comparator.comparingLong((DumpedKernel k) -> key(k, order)).reversed());
    }
    for (DumpedKernel kernel : kernels) {
      table.row(
          "" + kernel.number(),
          "" + kernel.launches().size(),
          times.isEmpty() ? "-" : Durations.text(key(kernel, Order.TIME)),
          "%,d".formatted(key(kernel, Order.BYTES)),
          "%,d".formatted(key(kernel, Order.FLOP)),
          kernel.name(),
          String.join(" ", kernel.modules()));
    }
    lines.addAll(table.lines());
    lines.add("");
    lines.add(
        "runs, time, bytes and FLOP are of the whole plan; "
            + (times.isEmpty()
                ? "there are no times, --dump-timings writes them"
                : "time is the sum of the launches' medians"));
    return lines;
  }

  private long key(DumpedKernel kernel, Order order) {
    int runs = kernel.launches().size();
    return switch (order) {
      case NUMBER -> kernel.number();
      case TIME -> kernel.launches().stream().mapToLong(l -> times.getOrDefault(l, 0L)).sum();
      case BYTES -> kernel.bytes() * runs;
      case FLOP -> kernel.flops() * runs;
      case COUNT -> kernel.chunks().stream().mapToLong(chunks -> (long) chunks * runs).sum();
      case LAUNCHES -> runs;
    };
  }
}
