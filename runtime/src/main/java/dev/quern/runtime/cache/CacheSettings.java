package dev.quern.runtime.cache;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Where caches are kept, and how large they may become: the user's settings as values. */
public final class CacheSettings {
  private static final long MEGABYTE = 1 << 20;
  private static final long LIMIT = 256; // megabytes
  private static final String OFF = "off";
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private CacheSettings() {}

  /**
   * System property quern.cache, else QUERN_CACHE, else XDG_CACHE_HOME/quern, else .cache/quern in
   * the home folder; empty if that says {@code off}, and, with a log line, if it is not an absolute
   * path: what would lie in whichever folder a process is started in is nobody's own.
   */
  public static Optional<Path> folder() {
    String environment = System.getenv().getOrDefault("QUERN_CACHE", "");
    String asked = System.getProperty("quern.cache", environment).strip();
    if (asked.equals(OFF)) {
      return Optional.empty();
    }
    try {
      return Optional.of(asked.isEmpty() ? usual() : absolute(asked));
    } catch (IllegalArgumentException nowhere) {
      if (TOLD.compareAndSet(false, true)) {
        System.getLogger("dev.quern")
            .log(Logger.Level.WARNING, "there is no disk cache: " + nowhere.getMessage());
      }
      return Optional.empty();
    }
  }

  private static Path usual() {
    Path caches = Path.of(System.getenv().getOrDefault("XDG_CACHE_HOME", ""));
    if (!caches.isAbsolute()) { // then the XDG specification says to ignore it
      caches = absolute(System.getProperty("user.home", "")).resolve(".cache");
    }
    return caches.resolve("quern");
  }

  private static Path absolute(String folder) {
    Path path = Path.of(folder);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "'%s' is not an absolute path; property quern.cache or QUERN_CACHE may name one"
              .formatted(folder));
    }
    return path;
  }

  /** Makes the folder, for the user alone, if it is not there. */
  public static void make(Path folder) throws IOException {
    PrivateFolder.make(folder);
  }

  /** Bytes: system property quern.cache.megabytes, or 256 MB. */
  static long limit() {
    return Math.max(1, Long.getLong("quern.cache.megabytes", LIMIT)) * MEGABYTE;
  }
}
