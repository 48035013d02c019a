package dev.quern.runtime.cache;

import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process found in a cache and what it missed, turned into a line of the file of last runs.
 */
public final class Usage {
  private static final String FILE = "runs.jsonl";
  private static final int RUNS = 20;
  private static final int MISSES = 50; // that a run remembers
  private static final long MOST = 1 << 22; // bytes; twenty runs take less than one

  /**
   * A plan that was not there.
   *
   * @param component of the key that differs from the most similar plan's, {@code graph} if there
   *     is none
   */
  public record Miss(String plan, String component, String before, String now) {
    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("plan", plan);
      json.put("component", component);
      json.put("before", before);
      json.put("now", now);
      return json;
    }
  }

  private final String start = java.time.Instant.now().toString();
  private final List<Miss> misses = new ArrayList<>();
  private long planHits;
  private long planMisses;
  private long kernelHits;
  private long kernelMisses;
  private long kept = -1; // lookups when it was last written

  Usage() {}

  public synchronized void hitPlan() {
    planHits++;
  }

  public synchronized void missedPlan(Miss miss) {
    planMisses++;
    if (misses.size() < MISSES) {
      misses.add(miss);
    }
  }

  public synchronized void kernels(int hits, int missed) {
    kernelHits += hits;
    kernelMisses += missed;
  }

  public synchronized long planHits() {
    return planHits;
  }

  public synchronized long kernelHits() {
    return kernelHits;
  }

  public synchronized List<Miss> misses() {
    return List.copyOf(misses);
  }

  /** The lines of the last runs, the latest last; lines that can't be read are left out. */
  static List<JsonObject> runs(PrivateFolder folder) {
    List<JsonObject> runs = new ArrayList<>();
    for (String line : lines(folder)) {
      try {
        runs.add(JsonObject.parse(FILE, line));
      } catch (RuntimeException damaged) {
        continue;
      }
    }
    return runs;
  }

  private static List<String> lines(PrivateFolder folder) {
    try {
      return new String(folder.read(FILE, MOST), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** Writes this run's line anew. Of two processes that do so at once, one may go unmentioned. */
  synchronized void keepIn(PrivateFolder folder) throws IOException {
    long lookups = planHits + planMisses + kernelHits + kernelMisses;
    if (lookups == kept || lookups == 0) {
      return;
    }
    kept = lookups;
    String process = "\"process\":" + ProcessHandle.current().pid() + ",";
    List<String> lines = new ArrayList<>(lines(folder));
    lines.removeIf(line -> line.contains(process) && line.contains(start));
    lines.add(Json.write(json()));
    List<String> last = lines.subList(Math.max(0, lines.size() - RUNS), lines.size());
    String text = String.join("\n", last) + "\n";
    folder.write(FILE, text.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("process", ProcessHandle.current().pid());
    json.put("start", start);
    json.put("plan_hits", planHits);
    json.put("plan_misses", planMisses);
    json.put("kernel_hits", kernelHits);
    json.put("kernel_misses", kernelMisses);
    json.put("missed", misses.stream().map(Miss::json).toList());
    return json;
  }
}
