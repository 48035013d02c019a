package dev.quern.benchmarks.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** How large the jars are that a program gets which embeds the library, from the jar of all. */
final class Weight {
  private static final List<String> EMBEDDED =
      List.of(
          "dev/quern/",
          "org/codehaus/",
          "com/palantir/javapoet/",
          "org/jocl/",
          "com/eclipsesource/json/",
          "lib/"); // JOCL's own libraries
  private static final int HEADERS = 30 + 46; // local and central, without the name
  private static final List<String> NOT_EMBEDDED =
      List.of("dev/quern/benchmarks/", "dev/quern/cli/", "dev/quern/report/");

  private Weight() {}

  /** What it holds, and what a zip file says of it twice. */
  private static long ofEntry(ZipEntry entry) {
    return entry.getCompressedSize() + HEADERS + 2L * entry.getName().length();
  }

  /** Bytes; 0 if it is a folder of classes. */
  static long ofJar(Path jar) {
    if (Files.isDirectory(jar)) {
      return 0;
    }
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream()
          .filter(entry -> EMBEDDED.stream().anyMatch(entry.getName()::startsWith))
          .filter(entry -> NOT_EMBEDDED.stream().noneMatch(entry.getName()::startsWith))
          .mapToLong(Weight::ofEntry)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
