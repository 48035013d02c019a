package dev.quern.cli;

import dev.quern.compiler.schedule.Remark.Decision;
import dev.quern.io.JsonObject;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The reasons of a plan turned into pages for people: kernel by kernel, done first, then refused.
 */
final class Explanation {
  private static final Set<String> JOINS =
      Set.of(Decision.MERGED.toString(), Decision.LAUNCHED_TOGETHER.toString());

  private final DumpedPlan plan;
  private final Detail detail;
  private final List<JsonObject> reasons;
  private final Map<Integer, List<Integer>> launches = new LinkedHashMap<>(); // of a node

  /**
   * What is said of each by itself.
   *
   * @param values also inlined values about which there was nothing to weigh
   * @param joins each join that was made or not, and whatever else was not done, also where there
   *     are many for one rule
   */
  record Detail(boolean values, boolean joins) {}

  Explanation(DumpedPlan plan, Detail detail) {
    this.plan = plan;
    this.detail = detail;
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
      lines.addAll(section("  done:", about.stream().filter(r -> r.truth("done")).toList()));
      lines.addAll(
          section(
              "  considered and not done:", about.stream().filter(r -> !r.truth("done")).toList()));
    }
    if (kernels.size() == plan.kernels().size()) {
      lines.addAll(elsewhere());
    }
    return lines;
  }

  /** What no one kernel does, such as a concat whose parts are stored by several. */
  private List<String> elsewhere() {
    List<JsonObject> others =
        reasons.stream()
            .filter(r -> !isPlain(r) && plan.kernels().stream().noneMatch(k -> concerns(r, k)))
            .toList();
    return others.isEmpty() ? List.of() : section("\nof no one kernel:", others);
  }

  /** What was decided about nodes that carry this number, module, source line or op. */
  List<String> lines(String pattern) {
    return listed(reasons.stream().filter(r -> mentions(r, pattern)).toList());
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

  private List<String> section(String heading, List<JsonObject> about) {
    if (about.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>(List.of(heading));
    if (detail.joins()) {
      lines.addAll(listed(about));
    } else {
      lines.addAll(listed(about.stream().filter(r -> !isCounted(r)).toList()));
      new GroupedReasons(about.stream().filter(Explanation::isCounted).toList())
          .lines()
          .forEach(line -> lines.add("    " + line));
    }
    return lines;
  }

  /** What is not about one value's place: whether kernels are joined, and what was not done. */
  private static boolean isCounted(JsonObject reason) {
    return !reason.truth("done") || JOINS.contains(reason.text("decision"));
  }

  private List<String> listed(List<JsonObject> about) {
    List<String> lines = new ArrayList<>();
    Map<String, Integer> plain = new TreeMap<>();
    for (JsonObject reason : about) {
      if (!detail.values() && isPlain(reason)) {
        plain.merge(reason.text("rule"), 1, Integer::sum);
      } else {
        lines.add("    " + reason.text("text"));
      }
    }
    plain.forEach((rule, count) -> lines.add("    " + count + " values inlined: " + rule));
    return lines;
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
        + String.join(", ", parts)
        + (detail.joins() ? "" : "; many for one rule are counted, --all-joins lists them");
  }
}
