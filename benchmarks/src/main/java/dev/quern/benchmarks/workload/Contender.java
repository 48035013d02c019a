package dev.quern.benchmarks.workload;

import java.util.function.Supplier;

/**
 * One way to compute a workload.
 *
 * @param form how it is written, such as {@code in place}
 * @param open makes its inputs; its libraries are touched only then
 */
public record Contender(Side side, String form, Supplier<Body> open) {
  public static final String AS_WRITTEN = "as written";

  /** Such as {@code torch: in place}. */
  public String name() {
    return side + ": " + form;
  }
}
