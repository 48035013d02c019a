package dev.quern.runtime.java;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that, together with the callers, run numbered chunks of work.
 *
 * <p>Several callers may have work at once; whoever is idle takes part in the first that has any left.
 * Idle threads spin for a moment, since the next kernel usually follows at once, then sleep.
 */
final class WorkerPool {
  private static final int SPINS = 400; // about 20 microseconds
  private static final int SHARES = 8; // takes of the counter by each thread, if chunks are many

  /** Chunks of work; safe to run on any thread, in any order. */
  @FunctionalInterface
  interface Work {
    /** Does the chunks from {@code first} to {@code last}, exclusive. */
    void run(int first, int last);
  }

  private final int threads;
  private final int spins;
  private final List<Worker> workers = new ArrayList<>(); // all started in the constructor's caller
  private volatile Job[] jobs = {};

  private WorkerPool(int threads) {
    this.threads = threads;
    this.spins = threads <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
  }

  /** A pool that works on as many threads as this, the caller's included. */
  static WorkerPool of(int threads) {
    WorkerPool pool = new WorkerPool(threads);
    for (int i = 1; i < threads; i++) {
      Worker worker = pool.new Worker("quern-" + i);
      pool.workers.add(worker);
      worker.start();
    }
    return pool;
  }

  int threads() {
    return threads;
  }

  /** Runs all chunks; returns when they are done, or throws what one of them threw. */
  void run(int chunks, Work work) {
    if (chunks == 0) {
      return;
    }
    if (threads == 1 || chunks == 1) {
      work.run(0, chunks);
      return;
    }
    Job job = new Job(chunks, Math.max(1, chunks / (threads * SHARES)), work);
    add(job);
    try {
      wake(chunks - 1);
      job.takePart();
      job.await(spins);
    } finally {
      remove(job);
    }
    job.rethrow();
  }

  private synchronized void add(Job job) {
    Job[] more = Arrays.copyOf(jobs, jobs.length + 1);
    more[jobs.length] = job;
    jobs = more;
  }

  private synchronized void remove(Job job) {
    jobs = Arrays.stream(jobs).filter(other -> other != job).toArray(Job[]::new);
  }

  private void wake(int useful) {
    int woken = 0;
    for (int i = 0; i < workers.size() && woken < useful; i++) {
      Worker worker = workers.get(i);
      if (worker.asleep) {
        LockSupport.unpark(worker);
      }
      woken++;
    }
  }

  private Job waiting() {
    for (Job job : jobs) {
      if (job.hasWork()) {
        return job;
      }
    }
    return null;
  }

  private final class Worker extends Thread {
    private volatile boolean asleep;

    Worker(String name) {
      super(name);
      setDaemon(true);
    }

    @Override
    public void run() {
      while (true) {
        Job job = next();
        job.takePart();
      }
    }

    private Job next() {
      for (int spin = 0; spin < spins; spin++) {
        Job job = waiting();
        if (job != null) {
          return job;
        }
        Thread.onSpinWait();
      }
      while (true) {
        asleep = true;
        Job job = waiting(); // looks after saying so, so that a wake-up can't be missed
        if (job == null) {
          LockSupport.park(this);
        }
        asleep = false;
        if (job != null) {
          return job;
        }
      }
    }
  }

  /** One call's chunks. */
  private static final class Job {
    private final int chunks;
    private final int share;
    private final Work work;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private volatile Throwable failure;

    Job(int chunks, int share, Work work) {
      this.chunks = chunks;
      this.share = share;
      this.work = work;
    }

    boolean hasWork() {
      return next.get() < chunks;
    }

    void takePart() {
      while (hasWork()) {
        int first = next.getAndAdd(share);
        if (first >= chunks) {
          return;
        }
        int last = Math.min(chunks, first + share);
        try {
          if (failure == null) {
            work.run(first, last);
          }
        } catch (Throwable thrown) { // whatever it is, the caller must not wait for ever
          failure = thrown;
        }
        if (done.addAndGet(last - first) == chunks) {
          LockSupport.unpark(caller);
        }
      }
    }

    void await(int spins) {
      for (int spin = 0; spin < spins && done.get() < chunks; spin++) {
        Thread.onSpinWait();
      }
      boolean interrupted = false;
      while (done.get() < chunks) {
        LockSupport.park(this);
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
}
