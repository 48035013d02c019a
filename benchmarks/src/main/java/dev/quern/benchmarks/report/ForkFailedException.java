package dev.quern.benchmarks.report;

import java.util.List;

/** A JVM that was started did not end well. */
final class ForkFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String errors;

  ForkFailedException(List<String> command, String errors) {
    super(String.join(" ", command) + "\n" + errors);
    this.errors = errors;
  }

  /** The line that says what was wrong. */
  String shortly() {
    return errors
        .lines()
        .filter(line -> line.contains("Exception") || line.contains("Error"))
        .findFirst()
        .orElseGet(() -> errors.lines().reduce("it said nothing", (before, line) -> line));
  }
}
