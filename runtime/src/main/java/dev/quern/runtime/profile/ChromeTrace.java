package dev.quern.runtime.profile;

import dev.quern.io.AtomicFile;
import dev.quern.io.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a timeline into the JSON that chrome://tracing and Perfetto read. */
public final class ChromeTrace {
  private static final long PROCESS = 1;

  private final Timeline timeline;
  private final LiveBytes live;
  private final List<ThreadTimes> threads;
  private final long start;

  ChromeTrace(Timeline timeline, LiveBytes live, List<ThreadTimes> threads, long start) {
    this.timeline = timeline;
    this.live = live;
    this.threads = threads;
    this.start = start;
  }

  /** Writes the file; times are microseconds since the profile started. */
  public void write(Path file) {
    AtomicFile.writeUnforced(file, text());
  }

  /** The JSON: an object with the events of threads, phases, kernels and live bytes. */
  String text() {
    StringBuilder text = new StringBuilder("{\"displayTimeUnit\":\"ms\",\"otherData\":");
    text.append(Json.write(Map.of("slicesDropped", timeline.dropped())))
        .append(",\"traceEvents\":[\n");
    String comma = "";
    for (ThreadTimes thread : threads) {
      Map<String, Object> event = event("M", "thread_name", thread.thread());
      event.put("args", Map.of("name", thread.name()));
      text.append(comma).append(Json.write(event));
      comma = ",\n";
    }
    for (Timeline.Slice slice : timeline.slices()) {
      Map<String, Object> event = event("X", slice.name(), slice.thread());
      event.put("cat", slice.phase().toString());
      event.put("ts", (slice.start() - start) / 1e3);
      event.put("dur", slice.nanoseconds() / 1e3);
      text.append(comma).append(Json.write(event));
      comma = ",\n";
    }
    for (Map.Entry<String, List<LiveBytes.Moment>> device : live.moments().entrySet()) {
      for (LiveBytes.Moment moment : device.getValue()) {
        Map<String, Object> event = event("C", "live bytes, " + device.getKey(), 0);
        event.put("ts", (moment.time() - start) / 1e3);
        event.put("args", Map.of("bytes", moment.bytes()));
        text.append(comma).append(Json.write(event));
        comma = ",\n";
      }
    }
    return text.append("\n]}\n").toString();
  }

  private static Map<String, Object> event(String kind, String name, long thread) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("ph", kind);
    event.put("name", name);
    event.put("pid", PROCESS);
    event.put("tid", thread);
    return event;
  }
}
