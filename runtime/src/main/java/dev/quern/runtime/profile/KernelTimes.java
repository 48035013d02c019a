package dev.quern.runtime.profile;

import dev.quern.compiler.Program;
import dev.quern.compiler.lower.NestWork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up how long kernels took: launches of all plans whose kernel has the same name and work. */
final class KernelTimes {
  private static final int MOST = 4096; // of the latest times, for the median

  private static final class Times {
    long[] latest = new long[16];
    long runs;
    long total;

    void add(long nanoseconds) {
      if (runs == latest.length && runs < MOST) {
        latest = Arrays.copyOf(latest, latest.length * 2);
      }
      latest[(int) (runs % latest.length)] = nanoseconds;
      runs++;
      total += nanoseconds;
    }

    void add(Times other) {
      int count = (int) Math.min(other.runs, other.latest.length);
      long more = other.total;
      for (int i = 0; i < count; i++) {
        add(other.latest[i]);
        more -= other.latest[i];
      }
      total += more;
      runs += other.runs - count;
    }

    long median() {
      long[] sorted = Arrays.copyOf(latest, (int) Math.min(runs, latest.length));
      Arrays.sort(sorted);
      return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
  }

  /** What makes two launches the same kernel. */
  private record Same(String name, NestWork work) {}

  private final Map<Program, Times[]> programs = new IdentityHashMap<>();
  private final List<Program> order = new ArrayList<>();

  void add(Program program, int launch, long nanoseconds) {
    Times[] times =
        programs.computeIfAbsent(
            program,
            p -> {
              order.add(p);
              return new Times[p.launches().size()];
            });
    if (times[launch] == null) {
      times[launch] = new Times();
    }
    times[launch].add(nanoseconds);
  }

  /** The kernels, the one that took longest first. */
  List<KernelLine> lines() {
    Map<Same, Times> kernels = new LinkedHashMap<>();
    for (Program program : order) {
      Times[] times = programs.get(program);
      for (int i = 0; i < times.length; i++) {
        if (times[i] != null) {
          Program.Launch launch = program.launches().get(i);
          NestWork work = NestWork.of(launch.nest());
          kernels
              .computeIfAbsent(new Same(launch.rendered().name(), work), k -> new Times())
              .add(times[i]);
        }
      }
    }
    List<KernelLine> lines = new ArrayList<>();
    kernels.forEach(
        (kernel, times) ->
            lines.add(
                new KernelLine(
                    kernel.name(),
                    times.runs,
                    times.total,
                    times.median(),
                    kernel.work().bytesRead() + kernel.work().bytesWritten(),
                    kernel.work().flops())));
    lines.sort((a, b) -> Long.compare(b.total(), a.total()));
    return lines;
  }
}
