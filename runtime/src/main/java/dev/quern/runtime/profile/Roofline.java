package dev.quern.runtime.profile;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a machine's processors can do with all threads: bytes from memory, and float32
 * multiply-adds.
 *
 * @param bytesPerSecond the faster of reading and copying, counting what is read and what is
 *     written
 */
public record Roofline(double bytesPerSecond, double flopsPerSecond) {
  /** The same as plain values, for {@code Json}. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bytes_per_second", bytesPerSecond);
    json.put("flops_per_second", flopsPerSecond);
    return json;
  }
}
