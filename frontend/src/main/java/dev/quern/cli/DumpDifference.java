package dev.quern.cli;

import dev.quern.runtime.dump.DumpFolder;
import dev.quern.runtime.dump.DumpedFile;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import dev.quern.runtime.dump.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two dumps turned into lines that say which kernels are gone, new and changed. */
final class DumpDifference {
  private static final List<Stage> STAGES =
      List.of(
          Stage.GRAPH,
          Stage.EXPRESSIONS,
          Stage.MERGED,
          Stage.LOOPS,
          Stage.MEMBERS,
          Stage.NEST,
          Stage.SOURCE);

  private final List<String> lines = new ArrayList<>();
  private int different;

  private DumpDifference() {}

  static DumpDifference of(DumpFolder before, DumpFolder after) {
    DumpDifference difference = new DumpDifference();
    List<DumpedPlan> left = new ArrayList<>(after.plans());
    for (DumpedPlan plan : before.plans()) {
      Optional<DumpedPlan> other = partner(plan, left);
      other.ifPresentOrElse(
          found -> difference.plans(plan, found), () -> difference.plan("gone", plan));
      other.ifPresent(left::remove);
    }
    left.forEach(plan -> difference.plan("new", plan));
    return difference;
  }

  /**
   * The plan of the same program, else that of the same place if its program is not in the other
   * dump.
   */
  private static Optional<DumpedPlan> partner(DumpedPlan plan, List<DumpedPlan> others) {
    return others.stream()
        .filter(other -> other.key().equals(plan.key()))
        .findFirst()
        .or(() -> others.stream().filter(other -> other.number() == plan.number()).findFirst());
  }

  private void plan(String what, DumpedPlan plan) {
    different++;
    lines.add(what + ": " + DumpSource.title(plan));
  }

  private void plans(DumpedPlan before, DumpedPlan after) {
    Map<String, DumpedKernel> left = new LinkedHashMap<>();
    after.kernels().forEach(kernel -> left.put(kernel.name(), kernel));
    List<String> found = new ArrayList<>();
    int changed = different;
    for (DumpedKernel kernel : before.kernels()) {
      DumpedKernel other = left.remove(kernel.name());
      if (other == null) {
        found.add("gone: " + named(kernel));
        different++;
      } else {
        compare(kernel, other, found, before, after);
      }
    }
    for (DumpedKernel kernel : left.values()) {
      found.add("new: " + named(kernel));
      different++;
    }
    if (different > changed || !before.target().equals(after.target())) {
      lines.add(DumpSource.title(before));
      lines.add(DumpSource.title(after));
      time(before.launchTimes(), after.launchTimes()).ifPresent(lines::add);
      lines.addAll(found);
    }
  }

  private static String named(DumpedKernel kernel) {
    return "kernel "
        + kernel.number()
        + ", "
        + kernel.name()
        + ", "
        + BufferTypes.of(kernel.buffers(false), kernel.buffers(true));
  }

  private void compare(
      DumpedKernel kernel,
      DumpedKernel other,
      List<String> found,
      DumpedPlan before,
      DumpedPlan after) {
    boolean runs = kernel.launches().size() != other.launches().size();
    Optional<Stage> stage = firstDifference(kernel, other);
    if (stage.isEmpty() && !runs) {
      return;
    }
    different++;
    String times = time(times(kernel, before), times(other, after)).map(t -> ", " + t).orElse("");
    found.add("changed: " + named(kernel) + times);
    if (runs) {
      found.add(
          "  launched " + kernel.launches().size() + " -> " + other.launches().size() + " times");
    }
    if (stage.isPresent()) {
      found.add("  first differs in stage " + stage.get() + ": " + stage.get().about());
      found.add("--- old/" + kernel.name() + " " + stage.get());
      found.add("+++ new/" + other.name() + " " + stage.get());
      found.addAll(UnifiedDiff.of(text(kernel, stage.get()), text(other, stage.get())));
    }
  }

  /** The first stage in which two kernels differ. */
  static Optional<Stage> firstDifference(DumpedKernel kernel, DumpedKernel other) {
    return STAGES.stream().filter(s -> !text(kernel, s).equals(text(other, s))).findFirst();
  }

  /** Without comments, in which nodes have the numbers of their plan. */
  private static String text(DumpedKernel kernel, Stage stage) {
    String text = kernel.file(stage).map(DumpedFile::text).orElse("");
    return stage == Stage.SOURCE ? text : text.replaceAll("(?m)[ \t]*//.*$", "").strip() + "\n";
  }

  private static Map<Integer, Long> times(DumpedKernel kernel, DumpedPlan plan) {
    Map<Integer, Long> times = plan.launchTimes();
    times.keySet().retainAll(kernel.launches());
    return times;
  }

  private static Optional<String> time(Map<Integer, Long> before, Map<Integer, Long> after) {
    return before.isEmpty() || after.isEmpty()
        ? Optional.empty()
        : Optional.of("time " + Durations.change(sum(before), sum(after)));
  }

  private static long sum(Map<Integer, Long> times) {
    return times.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean isEmpty() {
    return different == 0;
  }

  List<String> lines() {
    return lines;
  }

  int count() {
    return different;
  }
}
