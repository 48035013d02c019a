package dev.quern.tests.forked;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program run in a JVM of its own, with the class path of this one. */
public final class Jvm {
  public static final List<String> VECTORS = List.of("--add-modules", "jdk.incubator.vector");

  /** What a run printed, on both streams together, and how it ended. */
  public record Result(int status, List<String> lines) {
    /** All that was printed. */
    public String text() {
      return String.join("\n", lines);
    }
  }

  private Jvm() {}

  /** Runs a main class under these flags. */
  public static Result run(List<String> flags, Class<?> main, String... arguments) {
    return run(flags, main.getName(), arguments);
  }

  /** Compiles and runs a program that is one source file. */
  public static Result run(List<String> flags, Path source, String... arguments) {
    return run(flags, source.toString(), arguments);
  }

  private static Result run(List<String> flags, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      byte[] output = process.getInputStream().readAllBytes();
      List<String> lines = new String(output, StandardCharsets.UTF_8).lines().toList();
      return new Result(process.waitFor(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
