package dev.quern.tests.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a JVM of its own, its output in two files of a folder. */
record QuernProcess(Process process, Path out, Path err) {
  private static final int LONGEST_SECONDS = 120;

  /** Starts {@code quern} with these words, behind those that a shell needs before the JVM. */
  static QuernProcess start(Path folder, List<String> shell, String words) throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-Xmx512m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.quern.cli.Main"));
    command.addAll(List.of(words.split(" ")));
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new QuernProcess(process, out, err);
  }

  /** Runs it to its end and returns the exit code. */
  int code() throws InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + LONGEST_SECONDS + " s: " + this);
    }
    return process.exitValue();
  }

  /** Waits until it has written a line that begins so. */
  void awaitLine(String beginning) throws IOException, InterruptedException {
    while (Files.readString(out).lines().noneMatch(line -> line.startsWith(beginning))) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("it ended without a line " + beginning + ": " + this);
      }
    }
  }

  String output() throws IOException {
    return Files.readString(out);
  }

  /** What it said of errors, without the JVM's own warnings. */
  String errors() throws IOException {
    return String.join(
        "\n", Files.readString(err).lines().filter(line -> !line.startsWith("WARNING: ")).toList());
  }

  @Override
  public String toString() {
    try {
      return new String(Files.readAllBytes(out), StandardCharsets.UTF_8) + errors();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
