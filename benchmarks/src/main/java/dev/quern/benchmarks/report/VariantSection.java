package dev.quern.benchmarks.report;

import dev.quern.benchmarks.machine.Ceiling;
import dev.quern.benchmarks.workload.Catalogue;
import dev.quern.benchmarks.workload.Side;
import dev.quern.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Quern alone in two kinds of JVM, one after the other: the usual one, and one that differs. */
final class VariantSection implements Section {
  private static final String USUAL = "usual";

  private final String name;
  private final String title;
  private final Function<Options, Optional<Variant>> variant;
  private final ToDoubleFunction<Workload> goal;

  /** What the JVM that differs is called, its options, and whether it gets the launcher's flags. */
  private record Variant(String called, Options options, ContestProcess.Kind kind) {}

  private VariantSection(
      String name,
      String title,
      Function<Options, Optional<Variant>> variant,
      ToDoubleFunction<Workload> goal) {
    this.name = name;
    this.title = title;
    this.variant = variant;
    this.goal = goal;
  }

  /** An embedder who passes no flag. */
  static VariantSection withoutFlags() {
    return new VariantSection(
        "no-flags",
        "Without the Vector API module",
        options -> Optional.of(new Variant("no flags", options, ContestProcess.Kind.EMBEDDED)),
        workload -> workload.work().kind() == Ceiling.Kind.FMA ? 0.25 : 0.8);
  }

  /** Another JDK, if one was named. */
  static VariantSection otherJdk() {
    return new VariantSection(
        "other-jdk",
        "On another JDK",
        options ->
            options
                .against()
                .map(
                    java ->
                        new Variant(
                            "JDK " + Fork.version(java),
                            options.on(java),
                            ContestProcess.Kind.LAUNCHED)),
        workload -> 0.8);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(name));
    workloads().forEach(workload -> names.add(Options.part(name, workload.name())));
    return names;
  }

  private static List<Workload> workloads() {
    return Catalogue.all().stream().filter(workload -> !workload.goals().isEmpty()).toList();
  }

  @Override
  public String report(Options options) {
    List<List<String>> rows = new ArrayList<>();
    Optional<Variant> other = variant.apply(options);
    other.ifPresent(it -> workloads().forEach(workload -> add(rows, options, it, workload)));
    return rows.isEmpty() ? "" : Text.table(head(other.get()), rows);
  }

  private static List<String> head(Variant other) {
    return List.of("workload", USUAL, other.called(), "speed kept", "target", "met");
  }

  private void add(List<List<String>> rows, Options options, Variant other, Workload workload) {
    if (options.wants(name, workload.name())) {
      String what = Options.part(name, workload.name());
      rows.add(Progress.of(what, () -> row(options, other, workload)));
    }
  }

  private List<String> row(Options options, Variant other, Workload workload) {
    Optional<Measured> usual = ours(options, ContestProcess.Kind.LAUNCHED, workload);
    Optional<Measured> varied = ours(other.options(), other.kind(), workload);
    double target = goal.applyAsDouble(workload);
    if (usual.isEmpty() || varied.isEmpty()) {
      return List.of(workload.name(), time(usual), time(varied), Text.NONE, Text.NONE, "no");
    }
    double kept = usual.get().median() / varied.get().median();
    return List.of(
        workload.name(),
        time(usual),
        time(varied),
        percent(kept),
        percent(target),
        kept >= target ? "yes" : "no");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static String time(Optional<Measured> measured) {
    return measured.map(m -> Text.time(m.median()) + ", " + m.form()).orElse("failed");
  }

  private static Optional<Measured> ours(
      Options options, ContestProcess.Kind kind, Workload workload) {
    Fork fork =
        ContestProcess.fork(options, Effort.PAIR, workload.name(), EnumSet.of(Side.QUERN), kind);
    return WorkloadSection.results(fork).fastest(Side.QUERN);
  }
}
