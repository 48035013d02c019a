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
 * @param peakBytes of storage at a launch, the most that one device held
 * @param live bytes of storage at launches, by device, where they changed
 */
public record ProfileReport(
    long wall,
    Map<Phase, Long> phases,
    List<KernelLine> kernels,
    long steps,
    long launches,
    long peakBytes,
    Map<String, List<LiveAt>> live) {

  /** What a device holds from a moment on, in nanoseconds since the profile began. */
  public record LiveAt(long time, long bytes) {}

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
    json.put("live_bytes", liveJson());
    json.put("roofline", roofline.json());
    List<Object> lines = new ArrayList<>();
    kernels.forEach(kernel -> lines.add(kernel.json(roofline)));
    json.put("kernels", lines);
    return json;
  }

  private List<Object> liveJson() {
    List<Object> devices = new ArrayList<>();
    live.forEach(
        (device, moments) -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("device", device);
          json.put("at_ns", moments.stream().map(LiveAt::time).toList());
          json.put("bytes", moments.stream().map(LiveAt::bytes).toList());
          devices.add(json);
        });
    return devices;
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
