package dev.quern.benchmarks.machine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * As many threads as the kernels use, the caller's included, that share numbered pieces of work.
 */
final class Team {
  private static final long SPIN_NANOS = 200_000;

  private record Job(int pieces, IntConsumer work, AtomicInteger next, AtomicInteger left) {
    void takePart() {
      for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
        work.accept(i);
        left.decrementAndGet();
      }
    }
  }

  private static final Job NONE = new Job(0, piece -> {}, new AtomicInteger(), new AtomicInteger());

  private final Thread[] workers;
  private volatile Job current = NONE;

  Team(int threads) {
    workers = new Thread[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Thread(this::serve, "ceiling-" + i);
      workers[i].setDaemon(true);
      workers[i].start();
    }
  }

  /** Quern's and PyTorch's number of threads. */
  static Team standard() {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Team(Math.max(1, Integer.getInteger("quern.threads", processors)));
  }

  int threads() {
    return workers.length + 1;
  }

  /** Runs all pieces; returns when they are done. */
  void run(int pieces, IntConsumer work) {
    Job job = new Job(pieces, work, new AtomicInteger(), new AtomicInteger(pieces));
    current = job;
    for (Thread worker : workers) {
      LockSupport.unpark(worker);
    }
    job.takePart();
    while (job.left().get() > 0) {
      Thread.onSpinWait();
    }
  }

  private void serve() {
    Job done = NONE;
    while (true) {
      long start = System.nanoTime();
      while (current == done) {
        if (System.nanoTime() - start < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          LockSupport.park(this);
        }
      }
      done = current;
      done.takePart();
    }
  }
}
