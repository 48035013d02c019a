package dev.quern.runtime.plan;

import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.backend.DeviceException;
import java.nio.file.Path;

/** Turns the failure to compile a plan into one that says where the plan has been dumped. */
final class DumpedFailure {
  private DumpedFailure() {}

  /** Throws an error itself, so that {@code throw} before a call of this does for both. */
  static RuntimeException at(Path folder, Throwable failure) {
    String where = "; all of it is in " + folder;
    if (failure instanceof CompileException refused) {
      return refused.dumped(where);
    } else if (failure instanceof DeviceException broken) {
      return new DeviceException(broken.getMessage() + where, broken);
    } else if (failure instanceof AssertionError broken) {
      throw new AssertionError(broken.getMessage() + where, broken);
    } else if (failure instanceof Error error) {
      throw error;
    }
    return new IllegalStateException("compiling failed: " + failure.getMessage() + where, failure);
  }
}
