package dev.quern.cli;

import dev.quern.io.JsonObject;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The reasons of a plan turned into pages for people: kernel by kernel, done first, then refused.
 */
final class Explanation {
  private final DumpedPlan plan;
  private final boolean all;
  private final List<JsonObject> reasons;
  private final Map<Integer, List<Integer>> launches = new LinkedHashMap<>(); // of a node

  /** {@code all} if values that no kernel had to choose about are explained too. */
  Explanation(DumpedPlan plan, boolean all) {
    this.plan = plan;
    this.all = all;
    this.reasons = plan.reasons();
    plan.nodes().stream()
        .filter(node -> node.has("launches"))
        .forEach(node -> launches.put(node.number32("node"), node.numbers("launches")));
  }

  /** What was decided about these kernels. */
  List<String> lines(List<DumpedKernel> kernels) {
    List<String> lines = new ArrayList<>();
    for (DumpedKernel kernel : kernels) {
      lines.add(lines.isEmpty() ? title(kernel) : "\n" + title(kernel));
      List<JsonObject> about = reasons.stream().filter(r -> concerns(r, kernel)).toList();
      section(lines, "done:", about.stream().filter(r -> r.truth("done")).toList());
      section(
          lines, "considered and not done:", about.stream().filter(r -> !r.truth("done")).toList());
    }
    return lines;
  }

  /** What was decided about nodes that carry this number, module, source line or op. */
  List<String> lines(String pattern) {
    List<String> lines = new ArrayList<>();
    section(lines, "", reasons.stream().filter(r -> mentions(r, pattern)).toList());
    return lines;
  }

  private static boolean mentions(JsonObject reason, String pattern) {
    return pattern.matches("%\\d+")
        ? pattern.equals("%" + reason.number32("node"))
        : reason.text("text").contains(pattern);
  }

  private String title(DumpedKernel kernel) {
    String runs = kernel.launches().toString().replaceAll("[\\[\\]]", "");
    String modules = String.join(", ", kernel.modules());
    return "kernel %d, %s, launch %s%s"
        .formatted(
            kernel.number(), kernel.name(), runs, modules.isEmpty() ? "" : ", for " + modules);
  }

  private boolean concerns(JsonObject reason, DumpedKernel kernel) {
    if (reason.has("kernel")) {
      int other = reason.has("otherKernel") ? reason.number32("otherKernel") : -1;
      return reason.number32("kernel") == kernel.number() || other == kernel.number();
    }
    List<Integer> runs = launches.getOrDefault(reason.number32("node"), List.of());
    return runs.stream().anyMatch(kernel.launches()::contains);
  }

  private void section(List<String> lines, String heading, List<JsonObject> about) {
    if (about.isEmpty()) {
      return;
    }
    if (!heading.isEmpty()) {
      lines.add("  " + heading);
    }
    Map<String, Integer> plain = new TreeMap<>();
    for (JsonObject reason : about) {
      if (!all && isPlain(reason)) {
        plain.merge(reason.text("rule"), 1, Integer::sum);
      } else {
        lines.add("    " + reason.text("text"));
      }
    }
    plain.forEach((rule, count) -> lines.add("    " + count + " values inlined: " + rule));
  }

  /** Where there was nothing to weigh. */
  private static boolean isPlain(JsonObject reason) {
    return reason.text("decision").equals("inlined")
        && (reason.text("rule").startsWith("each element is computed once")
            || reason.text("rule").startsWith("it only says"));
  }

  /** How many decisions there are, by what was decided. */
  String summary() {
    Map<String, Integer> counts = new TreeMap<>();
    reasons.forEach(reason -> counts.merge(reason.text("decision"), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((decision, count) -> parts.add(count + " " + decision));
    return DumpSource.title(plan)
        + "\n"
        + reasons.size()
        + " decisions: "
        + String.join(", ", parts);
  }
}
