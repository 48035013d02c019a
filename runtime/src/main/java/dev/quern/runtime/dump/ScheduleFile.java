package dev.quern.runtime.dump;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.schedule.Output;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What each launch of a plan does, for people. */
final class ScheduleFile {
  private final PlanView view;
  private final StringBuilder text = new StringBuilder();

  ScheduleFile(PlanView view) {
    this.view = view;
  }

  String text() {
    text.append("// ").append(Stage.SCHEDULE.about()).append('\n');
    for (int launch = 1; launch <= view.launches().size(); launch++) {
      launch(launch);
    }
    return text.toString();
  }

  private void launch(int launch) {
    List<FusionGroup> members = view.compilation().members(view.launches().get(launch - 1));
    String name = view.launches().get(launch - 1).kernel().nest().name();
    text.append("\nlaunch ").append(launch).append(": kernel ").append(view.kernelOf(launch));
    text.append(", ").append(name).append('\n');
    line("for", String.join(", ", view.modules(launch)));
    if (members.size() > 1) {
      line("runs", members.size() + " kernels side by side");
    }
    members.forEach(this::kernel);
    if (view.compilation().program().isPresent()) {
      Set<Integer> readers = view.readers(launch);
      line("read by", readers.stream().map(r -> "launch " + r).collect(Collectors.joining(", ")));
    }
  }

  private void kernel(FusionGroup kernel) {
    Map<Node, String> names = new IdentityHashMap<>();
    line("loops over", loops(kernel.ranges(), names));
    kernel.grid().ifPresent(grid -> line("shares out", loops(new ArrayList<>(grid), names)));
    kernel
        .contraction()
        .ifPresent(c -> line("contracts", view.named(c.reduce()) + " as " + c.shape()));
    kernel.scatter().ifPresent(scatter -> line("scatters", view.named(scatter)));
    kernel
        .stages()
        .forEach(
            (reduce, over) -> line("reduces", view.named(reduce) + " over " + loops(over, names)));
    for (Output output : kernel.outputs()) {
      boolean part = output.target() != output.value();
      String into = part ? " into " + view.named(output.target()) : "";
      String origin = view.origin(output.value()).toString();
      line(
          "stores", view.named(output.value()) + into + (origin.isEmpty() ? "" : "  // " + origin));
    }
  }

  private void line(String word, String rest) {
    if (!rest.isEmpty()) {
      text.append("  ").append(word).append(' ').append(rest).append('\n');
    }
  }

  private static String loops(List<Node> ranges, Map<Node, String> names) {
    return ranges.stream()
        .map(range -> name(range, names) + " < " + range.source(0).arg())
        .collect(Collectors.joining(", "));
  }

  private static String name(Node range, Map<Node, String> names) {
    String next = "r" + names.size();
    return names.computeIfAbsent(range, r -> next);
  }
}
