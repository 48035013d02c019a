package dev.quern.cli;

import dev.quern.io.JsonObject;
import dev.quern.runtime.dump.DumpedLaunch;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Turns a plan's launches into what each is there for: forward, backward or update. */
final class ReportParts {
  private final Map<Integer, JsonObject> nodes;
  private final Set<Integer> backward = new LinkedHashSet<>();
  private final Set<Integer> update = new LinkedHashSet<>();

  /** {@code launches} in their order, {@code nodes} by number. */
  ReportParts(List<DumpedLaunch> launches, Map<Integer, JsonObject> nodes) {
    this.nodes = nodes;
    Set<Integer> after = new LinkedHashSet<>(); // launches that read gradients
    for (DumpedLaunch launch : launches) {
      if (stores(launch, node -> node.text("op").equals("assign"))) {
        update.add(launch.number());
      } else if (stores(launch, node -> node.has("backward") && node.truth("backward"))) {
        backward.add(launch.number());
      } else if (after.contains(launch.number())) {
        update.add(launch.number()); // of what an optimizer step is made of beside assignments
      }
      if (!of(launch).equals("forward")) {
        after.addAll(launch.readers());
      }
    }
  }

  private boolean stores(DumpedLaunch launch, Predicate<JsonObject> test) {
    return launch.stores().stream().filter(nodes::containsKey).map(nodes::get).anyMatch(test);
  }

  String of(DumpedLaunch launch) {
    return update.contains(launch.number())
        ? "update"
        : backward.contains(launch.number()) ? "backward" : "forward";
  }
}
