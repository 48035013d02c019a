package dev.quern.cli;

import dev.quern.io.JsonObject;
import dev.quern.runtime.cache.CacheEntry;
import dev.quern.runtime.cache.CachedFile;
import dev.quern.runtime.cache.DiskCache;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A disk cache's entries and last runs turned into lines for people. */
final class CachePage {
  private static final String PLAN = "plan-";
  private static final int SHORT = 12; // characters of a digest that are shown
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private CachePage() {}

  static boolean isPlan(CachedFile file) {
    return file.entry().startsWith(PLAN);
  }

  static String summary(DiskCache cache, List<CachedFile> files) {
    long plans = files.stream().filter(CachePage::isPlan).count();
    long bytes = files.stream().mapToLong(CachedFile::bytes).sum();
    return "%s: %d plans, %d kernels, %s of at most %s"
        .formatted(
            cache.path().orElseThrow(),
            plans,
            files.size() - plans,
            size(bytes),
            size(cache.limit()));
  }

  static String line(DiskCache cache, CachedFile file, long now) {
    String kind = isPlan(file) ? "plan  " : "kernel";
    String title = cache.look(file.entry()).map(CacheEntry::title).orElse("damaged");
    return "  %s  %-56s %9s  %s".formatted(kind, title, size(file.bytes()), age(now - file.used()));
  }

  private static String size(long bytes) {
    return bytes < 1 << 20 ? (bytes + 1023) / 1024 + " KB" : (bytes >> 20) + " MB";
  }

  private static String age(long milliseconds) {
    if (milliseconds < MINUTE) {
      return Math.max(0, milliseconds / SECOND) + " s ago";
    } else if (milliseconds < HOUR) {
      return milliseconds / MINUTE + " min ago";
    }
    return milliseconds < 2 * DAY ? milliseconds / HOUR + " h ago" : milliseconds / DAY + " d ago";
  }

  /** The last runs, each with what it missed. */
  static List<String> runs(DiskCache cache) {
    List<JsonObject> runs = new ArrayList<>(cache.runs());
    Collections.reverse(runs);
    List<String> lines = new ArrayList<>();
    for (JsonObject run : runs) {
      lines.add(
          "  %s  plans: %d found, %d missed; kernels: %d found, %d missed"
              .formatted(
                  run.text("start").replaceAll("\\..*", ""),
                  run.integer("plan_hits"),
                  run.integer("plan_misses"),
                  run.integer("kernel_hits"),
                  run.integer("kernel_misses")));
      run.objects("missed").forEach(miss -> lines.add("    missed: " + missed(miss)));
    }
    return lines;
  }

  private static String missed(JsonObject miss) {
    return miss.text("before").isEmpty()
        ? miss.text("plan") + " (" + shortened(miss.text("now")) + ")"
        : "%s: its %s was %s and is %s"
            .formatted(
                miss.text("plan"),
                miss.text("component"),
                shortened(miss.text("before")),
                shortened(miss.text("now")));
  }

  /** Digests by their beginnings; words as they are. */
  private static String shortened(String text) {
    return text.matches("[0-9a-f]{32}") ? text.substring(0, SHORT) : text;
  }
}
