package dev.quern.cli;

import dev.quern.runtime.dump.DumpedFile;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import dev.quern.runtime.dump.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a kernel of a dump, and the one that it was in another, into its part of the report. */
final class ReportKernel {
  private final DumpedKernel kernel;
  private final Map<Integer, Long> times;

  /** {@code times} are the medians of the plan's launches. */
  ReportKernel(DumpedKernel kernel, Map<Integer, Long> times) {
    this.kernel = kernel;
    this.times = times;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", kernel.number());
    json.put("name", kernel.name());
    json.put("launches", kernel.launches());
    json.put("chunks", kernel.chunks());
    json.put("flops", kernel.flops());
    json.put("bytes", kernel.bytes());
    json.put("modules", kernel.modules());
    json.put("outputs", kernel.line().list("outputs"));
    json.put("notes", kernel.line().texts("notes"));
    json.put("median", median());
    json.put("text", Packed.json(stages()));
    return json;
  }

  /** The same beside the kernel of this name in the plan that it is compared with. */
  Map<String, Object> json(DumpedPlan old, Map<Integer, Long> oldTimes) {
    Map<String, Object> json = json();
    Optional<DumpedKernel> was =
        old.kernels().stream().filter(k -> k.name().equals(kernel.name())).findFirst();
    if (was.isEmpty()) {
      json.put("change", "new");
      return json;
    }
    ReportKernel before = new ReportKernel(was.get(), oldTimes);
    json.put("before", before.median());
    Optional<Stage> differs = DumpDifference.firstDifference(was.get(), kernel);
    json.put("change", differs.isEmpty() ? "same" : "changed");
    differs.ifPresent(
        stage -> {
          json.put("differs", stage.toString());
          json.put("old", Packed.json(before.stages()));
        });
    return json;
  }

  /** Of the launches' medians the one in the middle, 0 if nothing was timed. */
  private long median() {
    List<Long> sorted =
        kernel.launches().stream().filter(times::containsKey).map(times::get).sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
  }

  private List<Object> stages() {
    List<Object> stages = new ArrayList<>();
    for (DumpedFile file : kernel.files()) {
      stages.add(
          Map.of(
              "stage", file.stage(), "about", file.about(), "text", file.text().stripTrailing()));
    }
    return stages;
  }
}
