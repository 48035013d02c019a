package dev.quern.cli;

import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import dev.quern.runtime.dump.DumpFolder;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedLaunch;
import dev.quern.runtime.dump.DumpedPlan;
import dev.quern.runtime.dump.Stage;
import dev.quern.runtime.java.MachineRoofline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a dump, and another to compare it with, into what the report's page is made from. */
final class ReportData {
  private final DumpFolder dump;
  private final Optional<DumpFolder> before;

  ReportData(DumpFolder dump, Optional<DumpFolder> before) {
    this.dump = dump;
    this.before = before;
  }

  /** JSON; texts in it are {@link Packed}. */
  String json() {
    List<Object> plans = new ArrayList<>();
    for (DumpedPlan plan : dump.plans()) {
      plans.add(plan(plan, before.flatMap(other -> counterpart(other, plan))));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("compared", before.isPresent());
    json.put("plans", plans);
    if (dump.plans().stream().anyMatch(plan -> isOfThisMachine(plan))) {
      json.put("roofline", MachineRoofline.ofThisMachine().json());
    }
    return Json.write(json);
  }

  /** Only then does the roofline say something about the times. */
  private static boolean isOfThisMachine(DumpedPlan plan) {
    return plan.target().startsWith("java") && !plan.launchTimes().isEmpty();
  }

  /** The plan of the same key, else of the same place. */
  private static Optional<DumpedPlan> counterpart(DumpFolder other, DumpedPlan plan) {
    return other.plans().stream()
        .filter(each -> each.key().equals(plan.key()))
        .findFirst()
        .or(() -> other.plans().stream().filter(p -> p.number() == plan.number()).findFirst());
  }

  private static Map<String, Object> plan(DumpedPlan plan, Optional<DumpedPlan> old) {
    Map<String, Object> json = title(plan);
    Map<Integer, Long> times = plan.launchTimes();
    Map<Integer, JsonObject> nodes = new LinkedHashMap<>();
    plan.nodes().forEach(node -> nodes.put(node.number32("node"), node));
    ReportParts parts = new ReportParts(plan.launches(), nodes);
    json.put(
        "launches", plan.launches().stream().map(l -> launch(l, parts, nodes, times)).toList());
    json.put("kernels", kernels(plan, times, old));
    json.put("gone", old.map(was -> gone(plan, was)).orElse(List.of()));
    json.put("timeBefore", old.map(was -> sum(was.launchTimes())).orElse(0L));
    json.put("found", found(plan));
    json.put("buffers", Packed.json(plan.buffers().stream().map(JsonObject::members).toList()));
    json.put("reasons", Packed.json(plan.reasons().stream().map(JsonObject::members).toList()));
    String memory = plan.text(Stage.MEMORY).orElse("");
    String schedule = plan.text(Stage.SCHEDULE).orElse("");
    json.put("texts", Packed.json(Map.of("memory", memory, "schedule", schedule)));
    return json;
  }

  /** Where the plan was, and its kernels in their order; empty if the dump does not say. */
  private static Map<String, Object> found(DumpedPlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    List<String> kernels = new ArrayList<>();
    for (JsonObject finding : plan.findings()) {
      if (finding.text("of").equals("plan")) {
        json.put("plan", finding.members());
      } else {
        kernels.add(finding.text("place"));
      }
    }
    json.put("kernels", kernels);
    return json;
  }

  private static Map<String, Object> title(DumpedPlan plan) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", plan.number());
    json.put("key", plan.key());
    json.put("target", plan.target());
    json.put("status", plan.status());
    json.put("fusion", plan.title().text("fusion"));
    json.put("error", plan.text(Stage.ERROR).orElse(""));
    for (JsonObject time : plan.timings()) {
      if (!time.text("of").equals("launch")) {
        json.put(time.text("of"), time.integer("ns"));
      }
    }
    return json;
  }

  private static List<?> kernels(
      DumpedPlan plan, Map<Integer, Long> times, Optional<DumpedPlan> old) {
    Map<Integer, Long> before = old.map(DumpedPlan::launchTimes).orElse(Map.of());
    return plan.kernels().stream()
        .map(kernel -> new ReportKernel(kernel, times))
        .map(each -> old.isPresent() ? each.json(old.get(), before) : each.json())
        .toList();
  }

  private static Map<String, Object> launch(
      DumpedLaunch launch,
      ReportParts parts,
      Map<Integer, JsonObject> nodes,
      Map<Integer, Long> times) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", launch.number());
    json.put("kernel", launch.kernel());
    json.put("part", parts.of(launch));
    json.put("module", module(launch, nodes));
    json.put("sources", launch.sources());
    json.put("readers", launch.readers());
    json.put("median", times.getOrDefault(launch.number(), 0L));
    return json;
  }

  /** The module of the first value that it stores, else the first that it works for. */
  private static String module(DumpedLaunch launch, Map<Integer, JsonObject> nodes) {
    return launch.stores().stream()
        .filter(nodes::containsKey)
        .map(nodes::get)
        .filter(node -> node.has("module"))
        .map(node -> node.text("module"))
        .findFirst()
        .orElseGet(() -> launch.modules().stream().findFirst().orElse(""));
  }

  private static List<String> gone(DumpedPlan plan, DumpedPlan old) {
    List<String> names = plan.kernels().stream().map(DumpedKernel::name).toList();
    return old.kernels().stream().map(DumpedKernel::name).filter(n -> !names.contains(n)).toList();
  }

  private static long sum(Map<Integer, Long> times) {
    return times.values().stream().mapToLong(Long::longValue).sum();
  }
}
