package dev.quern.runtime.java;

import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.backend.DeviceException;
import dev.quern.runtime.backend.OutOfDeviceMemoryException;

/** What a running kernel threw, turned into what a user is told. */
final class KernelFailure {
  private KernelFailure() {}

  static RuntimeException of(Rendered kernel, Throwable thrown) {
    String running = "kernel " + kernel.name() + " on java: ";
    if (thrown instanceof IndexOutOfBoundsException) {
      String reason = "an index is out of range: " + thrown.getMessage();
      return new DeviceException(running + reason, thrown);
    } else if (thrown instanceof ArithmeticException) {
      return new DeviceException(running + "an integer is divided by zero", thrown);
    } else if (thrown instanceof OutOfMemoryError) {
      return new OutOfDeviceMemoryException(running + "the Java heap is full; raise -Xmx", thrown);
    }
    return new CompileException(
        kernel.name(), kernel.source(), "fails when it runs: " + thrown, thrown);
  }
}
