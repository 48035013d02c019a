package dev.quern.runtime.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Does a cache's writing in a thread of its own, a while after it was asked for; when the JVM ends,
 * at once. When a write fails the rest is dropped: a full disk does not become empty soon.
 */
final class LateWriter {
  private static final long DELAY = 1_500; // milliseconds, in which a program starts
  private static final long PATIENCE = 5_000; // milliseconds, that a JVM may take longer to end

  /** Something that is written. */
  interface Write {
    void run() throws IOException;
  }

  private final Write afterwards;
  private final Deque<Write> waiting = new ArrayDeque<>();
  private boolean started;
  private boolean hurried;
  private boolean writing;
  private boolean failed;

  /** {@code afterwards} is done each time when nothing else is left. */
  LateWriter(Write afterwards) {
    this.afterwards = afterwards;
  }

  synchronized void later(Write write) {
    if (failed) {
      return;
    }
    waiting.add(write);
    if (!started) {
      started = true;
      start();
    }
    notifyAll();
  }

  private void start() {
    Thread thread = new Thread(this::work, "quern-cache");
    thread.setDaemon(true);
    thread.start();
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::flush, "quern-cache-end"));
    } catch (IllegalStateException ending) { // then this is the end already
      hurried = true;
    }
  }

  /** Returns when nothing is left to write, or when that takes too long. */
  synchronized void flush() {
    hurried = true;
    notifyAll();
    long end = System.currentTimeMillis() + PATIENCE;
    try {
      while ((writing || !waiting.isEmpty()) && System.currentTimeMillis() < end) {
        wait(PATIENCE);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    hurried = false;
  }

  private void work() {
    try {
      while (true) {
        awaitWork();
        batch();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void awaitWork() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    long start = System.currentTimeMillis() + DELAY;
    while (!hurried && System.currentTimeMillis() < start) {
      wait(Math.max(1, start - System.currentTimeMillis()));
    }
    writing = true;
  }

  private void batch() {
    try {
      for (Write next = next(); next != null; next = next()) {
        next.run();
      }
      afterwards.run();
    } catch (IOException | UncheckedIOException full) {
      stop("the disk cache is not written: " + full);
    } catch (RuntimeException | Error broken) { // a cache never fails a program
      stop("the disk cache is not written: " + broken);
    } finally {
      done();
    }
  }

  private synchronized Write next() {
    return waiting.poll();
  }

  private synchronized void stop(String why) {
    failed = true;
    waiting.clear();
    System.getLogger("dev.quern").log(Logger.Level.WARNING, why);
  }

  private synchronized void done() {
    writing = false;
    notifyAll();
  }
}
