package dev.quern.runtime.dump;

import java.nio.file.Path;

/**
 * What is dumped where.
 *
 * @param values whether the inputs and outputs of each launch are written too, of each plan's first
 *     run
 * @param timings whether each launch is timed, one at a time
 */
public record DumpOptions(Path folder, boolean values, boolean timings) {
  /** Code and shapes only. */
  public static DumpOptions to(Path folder) {
    return new DumpOptions(folder, false, false);
  }
}
