package dev.quern.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/** How large the jars are that a program gets which embeds the library, from the jar of all. */
final class Weight {
  private static final List<String> EMBEDDED =
      List.of(
          "dev/quern/",
          "org/codehaus/",
          "com/palantir/javapoet/",
          "org/jocl/",
          "com/fasterxml/jackson/",
          "lib/"); // JOCL's own libraries
  private static final String NOT_EMBEDDED = "dev/quern/benchmarks/";

  private Weight() {}

  /** Compressed bytes; 0 if it is a folder of classes. */
  static long ofJar(Path jar) {
    if (Files.isDirectory(jar)) {
      return 0;
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .filter(entry -> EMBEDDED.stream().anyMatch(entry.getName()::startsWith))
          .filter(entry -> !entry.getName().startsWith(NOT_EMBEDDED))
          .mapToLong(entry -> entry.getCompressedSize())
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
