package dev.quern.benchmarks.report;

import dev.quern.benchmarks.JvmFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM to be started: turns a main class and its arguments into the lines that it prints. */
record Fork(Path java, List<String> flags, String mainClass, List<String> arguments) {
  private static final int MINUTES = 30;

  /** A line, and how many seconds after the process was started it came. */
  record Line(double seconds, String text) {}

  /** With the flags of the launcher, for the JDK at this home. */
  static Fork launched(Path java, String mainClass, String... arguments) {
    return new Fork(
        java, JvmFlags.launcher(version(java).feature()), mainClass, Arrays.asList(arguments));
  }

  /** With no flag of ours, as a program that embeds the library may be started. */
  static Fork embedded(Path java, String mainClass, String... arguments) {
    return new Fork(java, List.of(), mainClass, Arrays.asList(arguments));
  }

  Fork with(List<String> moreFlags) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(moreFlags);
    return new Fork(java, all, mainClass, arguments);
  }

  /** Runs it to its end; what it writes to the error stream is told only if it fails. */
  List<Line> run() {
    List<String> command = new ArrayList<>();
    command.add(java.resolve("bin/java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    try {
      Path errors = Files.createTempFile("quern-benchmarks", ".err");
      try {
        return run(command, errors);
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Line> run(List<String> command, Path errors) throws IOException {
    long start = System.nanoTime();
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    Thread stop = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(stop); // nothing is left running after Ctrl-C
    List<Line> lines = new ArrayList<>();
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        lines.add(new Line((System.nanoTime() - start) * 1e-9, text));
      }
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new ForkFailedException(
            command, Files.readString(errors, StandardCharsets.ISO_8859_1));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while " + command + " ran", e);
    } finally {
      process.destroyForcibly();
      Runtime.getRuntime().removeShutdownHook(stop);
    }
    return lines;
  }

  /** The version of the JDK at this home. */
  static Runtime.Version version(Path java) {
    if (java.equals(Path.of(System.getProperty("java.home")))) {
      return Runtime.version();
    }
    try {
      return Files.readAllLines(java.resolve("release")).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^0-9.]", ""))
          .map(Runtime.Version::parse)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(java + "/release names no version"));
    } catch (IOException e) {
      throw new IllegalArgumentException(java + " is no JDK: " + e.getMessage(), e);
    }
  }
}
