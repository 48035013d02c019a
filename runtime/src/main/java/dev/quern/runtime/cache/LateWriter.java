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
  private static final long IDLE = 10_000; // milliseconds, after which the thread ends
  private static final long PATIENCE = 5_000; // milliseconds, that a JVM may take longer to end

  /** Something that is written. */
  interface Write {
    void run() throws IOException;
  }

  private final Write afterwards;
  private final Deque<Write> waiting = new ArrayDeque<>();
  private boolean running;
  private boolean hooked;
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
    if (!running) {
      running = true;
      start();
    }
    notifyAll();
  }

  private void start() {
    Thread thread = new Thread(null, this::work, "quern-cache", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(LateWriter.class.getClassLoader());
    try {
      thread.start();
    } catch (OutOfMemoryError noThreads) {
      running = false; // the next write tries again
    }
    if (!hooked) {
      hooked = true;
      hook();
    }
  }

  private void hook() {
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
    while (isAsked()) {
      batch();
    }
  }

  /** Waits until there is something to write; false if there has been nothing for long. */
  private synchronized boolean isAsked() {
    long idle = System.currentTimeMillis() + IDLE;
    while (waiting.isEmpty() && System.currentTimeMillis() < idle) {
      pause(idle);
    }
    if (waiting.isEmpty()) {
      running = false; // the next write starts another thread
      return false;
    }
    long start = System.currentTimeMillis() + DELAY;
    while (!hurried && System.currentTimeMillis() < start) {
      pause(start);
    }
    writing = true;
    return true;
  }

  /** The thread is ours, and nothing ends it but having nothing to do: an interrupt is dropped. */
  private void pause(long until) {
    try {
      wait(Math.max(1, until - System.currentTimeMillis()));
    } catch (InterruptedException nothing) {
      notifyAll(); // the interrupt may have taken a notification with it
    }
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
