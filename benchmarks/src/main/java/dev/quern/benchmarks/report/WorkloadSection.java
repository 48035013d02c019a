package dev.quern.benchmarks.report;

import dev.quern.benchmarks.workload.Catalogue;
import dev.quern.benchmarks.workload.Goal;
import dev.quern.benchmarks.workload.Side;
import dev.quern.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every workload beside PyTorch: a table of the fastest forms, and one of all forms. */
final class WorkloadSection implements Section {
  private static final List<String> HEAD =
      List.of(
          "workload",
          "ours",
          "torch",
          "ratio",
          "useful",
          "of ceiling",
          "tinygrad",
          "target",
          "met");
  private static final List<String> DETAILS =
      List.of("workload", "contender", "median", "quartiles", "rate", "notes");

  @Override
  public String title() {
    return "Beside PyTorch";
  }

  @Override
  public List<String> names() {
    return Catalogue.all().stream().map(Workload::name).toList();
  }

  @Override
  public String report(Options options) {
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> details = new ArrayList<>();
    for (Workload workload : Catalogue.all()) {
      if (options.wants(workload.name())) {
        Results results = Progress.of(workload.name(), () -> measure(options, workload));
        rows.add(row(workload, results));
        results.bySide().forEach(measured -> details.add(detail(workload, measured)));
      }
    }
    return rows.isEmpty()
        ? ""
        : Text.table(HEAD, rows) + "\nAll forms:\n\n" + Text.table(DETAILS, details);
  }

  private static Results measure(Options options, Workload workload) {
    Fork fork =
        ContestProcess.fork(
            options,
            Effort.FULL,
            workload.name(),
            EnumSet.allOf(Side.class),
            ContestProcess.Kind.LAUNCHED);
    return results(fork);
  }

  /** What a contest came to; what went wrong stands among the contenders. */
  static Results results(Fork fork) {
    try {
      return new Results(ContestProcess.run(fork));
    } catch (ForkFailedException failed) {
      return new Results(List.of(Measured.failed(Side.QUERN, "process", failed.shortly())));
    }
  }

  static List<String> row(Workload workload, Results results) {
    Optional<Measured> ours = results.fastest(Side.QUERN);
    Optional<Measured> torch = results.fastest(Side.TORCH);
    return List.of(
        workload.name(),
        ours.map(WorkloadSection::timeAndForm).orElse("failed"),
        torch.map(WorkloadSection::timeAndForm).orElse(Text.NONE),
        ours.isPresent() && torch.isPresent()
            ? Text.times(torch.get().median() / ours.get().median())
            : Text.NONE,
        ours.map(m -> rate(workload, m)).orElse(Text.NONE),
        Text.percent(results.share()),
        workload.tinygrad().isEmpty() ? Text.NONE : workload.tinygrad(),
        workload.goals().stream().map(Goal::text).collect(Collectors.joining("; ")),
        workload.goals().stream()
            .map(goal -> goal.met(results) ? "yes" : "no")
            .collect(Collectors.joining("; ")));
  }

  private static String timeAndForm(Measured measured) {
    return Text.time(measured.median()) + ", " + measured.form();
  }

  private static String rate(Workload workload, Measured measured) {
    return Text.digits(measured.rate()) + " " + workload.work().kind().unit();
  }

  private static List<String> detail(Workload workload, Measured measured) {
    String name = measured.side() + ": " + measured.form();
    if (!measured.worked()) {
      return List.of(workload.name(), name, "failed", Text.NONE, Text.NONE, measured.failure());
    }
    return List.of(
        workload.name(),
        name,
        Text.time(measured.median()),
        Text.time(measured.low()) + " to " + Text.time(measured.high()),
        rate(workload, measured),
        measured.notes().entrySet().stream()
            .map(note -> note.getKey() + " " + Math.round(note.getValue()))
            .collect(Collectors.joining(", ")));
  }
}
