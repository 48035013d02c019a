package dev.quern.benchmarks.workload;

import java.util.Map;

/** A contender with its inputs in memory. */
public interface Body extends AutoCloseable {
  /** Done before every {@link #run}, and not timed. */
  default void prepare() {}

  /** What is timed; the result is computed when it returns. */
  void run();

  /**
   * Numbers that must agree between all contenders of a workload. Asked for once, before timing.
   */
  float[] result();

  /**
   * What is worth telling beside the time, by name, such as how many kernels ran. Asked for after
   * timing.
   */
  default Map<String, Double> notes() {
    return Map.of();
  }

  @Override
  default void close() {}
}
