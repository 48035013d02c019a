package dev.quern.runtime.java;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * One call's chunks, shared out among threads: each begins with a part of its own, the same one for
 * as many chunks, so that it finds in its cache what it left there; then it helps with the others'
 * parts.
 */
final class Job {
  private static final int GRAINS = 8; // of a part, if its chunks are as many
  private static final int LINE = 16; // ints that share a cache line
  private static final long SPIN_NANOS = 50_000;

  private final int chunks;
  private final int threads;
  private final int grain; // chunks taken at a time
  private final ParallelBody body;
  private final Thread caller = Thread.currentThread();
  private final AtomicIntegerArray next; // first chunk of each part that nobody took yet
  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean asleep; // the caller
  private volatile Throwable failure;

  Job(int chunks, int threads, ParallelBody body) {
    this.chunks = chunks;
    this.threads = threads;
    this.grain = Math.max(1, chunks / (threads * GRAINS));
    this.body = body;
    this.next = new AtomicIntegerArray(threads * LINE);
    for (int part = 1; part < threads; part++) {
      next.setPlain(part * LINE, end(part - 1));
    }
  }

  private int end(int part) {
    return (int) ((part + 1L) * chunks / threads);
  }

  boolean hasWork() {
    for (int part = 0; part < threads; part++) {
      if (next.get(part * LINE) < end(part)) {
        return true;
      }
    }
    return false;
  }

  /** Does what is left; {@code thread} says which part comes first. */
  void takePart(int thread) {
    for (int i = 0; i < threads; i++) {
      takeFrom((thread + i) % threads);
    }
  }

  private void takeFrom(int part) {
    int end = end(part);
    while (next.get(part * LINE) < end) {
      int first = next.getAndAdd(part * LINE, grain);
      if (first >= end) {
        return;
      }
      run(first, Math.min(end, first + grain));
    }
  }

  private void run(int first, int last) {
    try {
      if (failure == null) {
        body.run(first, last);
      }
    } catch (Throwable thrown) { // whatever it is, the caller must not wait for ever
      failure = thrown;
    }
    if (done.addAndGet(last - first) == chunks && asleep) {
      LockSupport.unpark(caller);
    }
  }

  /** Returns when all chunks are done. */
  void await(boolean spin) {
    if (spin) {
      long start = System.nanoTime();
      while (done.get() < chunks && System.nanoTime() - start < SPIN_NANOS) {
        Thread.onSpinWait();
      }
    }
    boolean interrupted = false;
    while (done.get() < chunks) {
      asleep = true;
      if (done.get() < chunks) { // looks after saying so, so that the wake-up can't be missed
        LockSupport.park(this);
      }
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      caller.interrupt();
    }
  }

  void rethrow() {
    if (failure instanceof RuntimeException thrown) {
      throw thrown;
    } else if (failure instanceof Error thrown) {
      throw thrown;
    } else if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }
}
