package dev.quern.runtime.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a profile measured.
 *
 * @param wall nanoseconds that it was on
 * @param phases nanoseconds of the thread that started it, by phase
 * @param kernels of all threads, the one that took longest first
 * @param steps of optimizers
 * @param launches of the last step; of all if there were no steps
 * @param peakBytes of storage at a launch
 */
public record ProfileReport(
    long wall,
    Map<Phase, Long> phases,
    List<KernelLine> kernels,
    long steps,
    long launches,
    long peakBytes) {

  /** The share of wall time that belongs to a phase. */
  public double attributed() {
    long known = phases.values().stream().mapToLong(Long::longValue).sum();
    return wall == 0 ? 1 : Math.min(1, (double) known / wall);
  }

  /** The same as plain values, for {@code Json}. */
  public Map<String, Object> json(Roofline roofline) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("wall_ns", wall);
    json.put("attributed", attributed());
    Map<String, Object> times = new LinkedHashMap<>();
    phases.forEach((phase, nanoseconds) -> times.put(phase + "_ns", nanoseconds));
    json.put("phases", times);
    json.put("steps", steps);
    json.put("launches_of_last_step", launches);
    json.put("peak_bytes", peakBytes);
    json.put("roofline", roofline.json());
    List<Object> lines = new ArrayList<>();
    kernels.forEach(kernel -> lines.add(kernel.json(roofline)));
    json.put("kernels", lines);
    return json;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        "wall %.1f ms, %.1f %% attributed, %d steps, peak %.1f MB%n"
            .formatted(wall / 1e6, attributed() * 100, steps, peakBytes / 1e6));
    phases.forEach(
        (phase, nanoseconds) ->
            text.append("%9.1f ms  %-9s %s%n".formatted(nanoseconds / 1e6, phase, phase.about())));
    return text.toString();
  }
}
