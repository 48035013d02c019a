package dev.quern.benchmarks.report;

import dev.quern.benchmarks.startup.CompileTimes;
import dev.quern.benchmarks.workload.Programs;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens before kernels run: graph, schedule, source, class; and what stays of it in each
 * step.
 */
final class CompileSection implements Section {
  private static final String NAME = "compile-times";

  @Override
  public String title() {
    return "Compile times";
  }

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public String report(Options options) {
    if (!options.wants(NAME)) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    for (String program : Programs.names()) {
      rows.add(Progress.of(NAME + ", " + program, () -> row(options, program)));
    }
    return Text.table(
        List.of(
            "program",
            "first step in a JVM",
            "scheduled and rendered, JVM warm",
            "scheduled, compiled and run, JVM warm",
            "overhead of a replayed step",
            "of each kernel"),
        rows);
  }

  private static List<String> row(Options options, String program) {
    String times = String.valueOf(options.quick() ? 1 : 7);
    try (CacheFolder cache = CacheFolder.empty()) {
      List<Fork.Line> lines =
          Fork.launched(options.java(), CompileTimes.class.getName(), program, times)
              .with(cache.flags())
              .run();
      return List.of(
          program,
          time(lines, "@first "),
          time(lines, "@schedule "),
          time(lines, "@compile "),
          time(lines, "@overhead "),
          Text.time(value(lines, "@overhead ") / value(lines, "@kernels ")));
    } catch (ForkFailedException failed) {
      return List.of(program, "failed", failed.shortly(), Text.NONE, Text.NONE, Text.NONE);
    }
  }

  private static String time(List<Fork.Line> lines, String mark) {
    return Text.time(value(lines, mark));
  }

  private static double value(List<Fork.Line> lines, String mark) {
    return lines.stream()
        .filter(line -> line.text().startsWith(mark))
        .mapToDouble(line -> Double.parseDouble(line.text().substring(mark.length())))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(mark + "is missing"));
  }
}
