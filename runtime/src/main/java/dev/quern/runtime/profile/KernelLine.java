package dev.quern.runtime.profile;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A kernel of a profile.
 *
 * @param total nanoseconds of all launches
 * @param median nanoseconds of a launch
 * @param bytes of buffers that a launch reads and writes, each element once
 * @param flops floating-point operations of a launch
 */
public record KernelLine(
    String name, long launches, long total, long median, long bytes, long flops) {

  /**
   * What this machine's roofline allows, by what the median launch took; above 1 for data in
   * caches.
   */
  public double share(Roofline roofline) {
    double least = Math.max(bytes / roofline.bytesPerSecond(), flops / roofline.flopsPerSecond());
    return median == 0 ? 0 : least * 1e9 / median;
  }

  Map<String, Object> json(Roofline roofline) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("launches", launches);
    json.put("total_ns", total);
    json.put("median_ns", median);
    json.put("bytes", bytes);
    json.put("flops", flops);
    json.put("roofline", share(roofline));
    return json;
  }
}
