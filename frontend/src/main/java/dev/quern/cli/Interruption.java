package dev.quern.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C (or SIGTERM) into a question that a loop asks after each step, and holds the JVM's
 * shutdown until the loop has put its things away and closed this.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;

  private Interruption(Runnable overdue) {
    this.hook = new Thread(() -> stop(overdue), "quern-interruption");
  }

  /** From now on until it is closed; {@code overdue} runs when the loop takes too long to stop. */
  static Interruption watch(Runnable overdue) {
    Interruption interruption = new Interruption(overdue);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void stop(Runnable overdue) {
    request();
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        overdue.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the loop to stop. */
  void request() {
    requested = true;
  }

  boolean requested() {
    return requested;
  }

  @Override
  public void close() {
    if (!requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException shuttingDown) {
        requested = true; // between the question and here; the hook waits for the latch
      }
    }
    closed.countDown();
  }
}
