package dev.quern.runtime.cache;

import java.nio.file.Path;
import java.util.Optional;

/** Where caches are kept, and how large they may become: the user's settings as values. */
public final class CacheSettings {
  private static final long MEGABYTE = 1 << 20;
  private static final long LIMIT = 256; // megabytes
  private static final String OFF = "off";

  private CacheSettings() {}

  /**
   * System property quern.cache, else QUERN_CACHE, else XDG_CACHE_HOME/quern, else .cache/quern in
   * the home folder; empty if that says {@code off}.
   */
  public static Optional<Path> folder() {
    String environment = System.getenv().getOrDefault("QUERN_CACHE", "");
    String asked = System.getProperty("quern.cache", environment).strip();
    if (asked.equals(OFF)) {
      return Optional.empty();
    }
    if (!asked.isEmpty()) {
      return Optional.of(Path.of(asked));
    }
    String caches = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path home = Path.of(System.getProperty("user.home"), ".cache");
    return Optional.of((caches.isBlank() ? home : Path.of(caches)).resolve("quern"));
  }

  /** Bytes: system property quern.cache.megabytes, or 256 MB. */
  static long limit() {
    return Math.max(1, Long.getLong("quern.cache.megabytes", LIMIT)) * MEGABYTE;
  }
}
