package dev.quern.runtime.cache;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Input and output that goes on when its thread is interrupted; the interrupt is kept for whoever
 * waits next.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Something that can be begun again when an interrupt closed what it read or wrote. */
  @FunctionalInterface
  interface Action<T> {
    T run() throws IOException;
  }

  static <T> T run(Action<T> action) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return action.run();
        } catch (ClosedByInterruptException again) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
