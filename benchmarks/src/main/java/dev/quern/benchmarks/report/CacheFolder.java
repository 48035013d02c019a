package dev.quern.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the disk caches of processes, empty at first and deleted in the end. */
record CacheFolder(Path path) implements AutoCloseable {
  static CacheFolder empty() {
    try {
      return new CacheFolder(Files.createTempDirectory("quern-cache"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The flags that make a process keep its caches here. */
  List<String> flags() {
    return List.of("-Dquern.cache=" + path, "-DDJL_CACHE_DIR=" + path);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
