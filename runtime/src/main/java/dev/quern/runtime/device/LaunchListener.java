package dev.quern.runtime.device;

import dev.quern.compiler.Program;

/** Told how long each kernel of a device took; while one listens, launches run one at a time. */
@FunctionalInterface
public interface LaunchListener {
  /** Called after {@code program.launches().get(launch)} has run. */
  void launched(Program program, int launch, long nanoseconds);
}
