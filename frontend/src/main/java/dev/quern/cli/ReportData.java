package dev.quern.cli;

import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import dev.quern.runtime.dump.DumpFolder;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedLaunch;
import dev.quern.runtime.dump.DumpedPlan;
import dev.quern.runtime.dump.DumpedPlan.DumpedFile;
import dev.quern.runtime.dump.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Turns a dump, and another to compare it with, into what the report's page is made from. */
final class ReportData {
  private final DumpFolder dump;
  private final Optional<DumpFolder> before;

  ReportData(DumpFolder dump, Optional<DumpFolder> before) {
    this.dump = dump;
    this.before = before;
  }

  /** JSON; texts in it are packed: JSON again, in gzip, in base64. */
  String json() {
    List<Object> plans = new ArrayList<>();
    for (DumpedPlan plan : dump.plans()) {
      Optional<DumpedPlan> old = before.flatMap(other -> counterpart(other, plan));
      plans.add(plan(plan, old));
    }
    return Json.write(Map.of("compared", before.isPresent(), "plans", plans));
  }

  /** The plan of the same key, else of the same place. */
  private static Optional<DumpedPlan> counterpart(DumpFolder other, DumpedPlan plan) {
    return other.plans().stream()
        .filter(each -> each.key().equals(plan.key()))
        .findFirst()
        .or(() -> other.plans().stream().filter(p -> p.number() == plan.number()).findFirst());
  }

  private static Map<String, Object> plan(DumpedPlan plan, Optional<DumpedPlan> old) {
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
    Map<Integer, Long> times = plan.launchTimes();
    json.put("launches", plan.launches().stream().map(l -> launch(l, times)).toList());
    json.put(
        "kernels",
        plan.kernels().stream().map(k -> kernel(k, times, before(k, old), old)).toList());
    json.put("gone", old.map(was -> gone(plan, was)).orElse(List.of()));
    json.put("reasons", packed(plan.reasons().stream().map(JsonObject::members).toList()));
    json.put(
        "texts",
        packed(
            Map.of(
                "memory", plan.text(Stage.MEMORY).orElse(""),
                "schedule", plan.text(Stage.SCHEDULE).orElse(""))));
    return json;
  }

  private static Map<String, Object> launch(DumpedLaunch launch, Map<Integer, Long> times) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", launch.number());
    json.put("kernel", launch.kernel());
    json.put("graph", launch.graph());
    json.put("modules", launch.modules());
    json.put("sources", launch.sources());
    json.put("readers", launch.readers());
    json.put("median", times.getOrDefault(launch.number(), 0L));
    return json;
  }

  private static Optional<DumpedKernel> before(DumpedKernel kernel, Optional<DumpedPlan> old) {
    return old.flatMap(
        plan -> plan.kernels().stream().filter(k -> k.name().equals(kernel.name())).findFirst());
  }

  private static List<String> gone(DumpedPlan plan, DumpedPlan old) {
    List<String> names = plan.kernels().stream().map(DumpedKernel::name).toList();
    return old.kernels().stream().map(DumpedKernel::name).filter(n -> !names.contains(n)).toList();
  }

  private static Map<String, Object> kernel(
      DumpedKernel kernel,
      Map<Integer, Long> times,
      Optional<DumpedKernel> was,
      Optional<DumpedPlan> old) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", kernel.number());
    json.put("name", kernel.name());
    json.put("launches", kernel.launches());
    json.put("chunks", kernel.chunks());
    json.put("flops", kernel.flops());
    json.put("bytes", kernel.bytes());
    json.put("modules", kernel.modules());
    json.put("notes", kernel.line().texts("notes"));
    json.put("median", median(kernel, times));
    json.put("text", packed(stages(kernel)));
    if (old.isPresent()) {
      was.ifPresent(k -> json.put("before", median(k, old.get().launchTimes())));
      compare(json, kernel, was);
    }
    return json;
  }

  private static void compare(
      Map<String, Object> json, DumpedKernel kernel, Optional<DumpedKernel> was) {
    if (was.isEmpty()) {
      json.put("change", "new");
      return;
    }
    boolean same =
        kernel
            .file(Stage.SOURCE)
            .map(DumpedFile::text)
            .equals(was.get().file(Stage.SOURCE).map(DumpedFile::text));
    json.put("change", same ? "same" : "changed");
    if (!same) {
      json.put("old", packed(stages(was.get())));
    }
  }

  /** Of the launches' medians the one in the middle, 0 if nothing was timed. */
  private static long median(DumpedKernel kernel, Map<Integer, Long> times) {
    List<Long> sorted =
        kernel.launches().stream().filter(times::containsKey).map(times::get).sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  private static List<Object> stages(DumpedKernel kernel) {
    List<Object> stages = new ArrayList<>();
    for (DumpedFile file : kernel.files()) {
      stages.add(
          Map.of(
              "stage", file.stage(), "about", file.about(), "text", file.text().stripTrailing()));
    }
    return stages;
  }

  private static String packed(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
      zipped.write(Json.write(value).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // an array has no I/O
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
