package dev.quern.runtime.java;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that, together with the callers, run numbered chunks of work.
 *
 * <p>Several callers may have work at once; whoever is idle takes part in the first that has any
 * left. Idle threads spin for a moment, since the next kernel usually follows at once, then sleep,
 * and end when nothing comes for long, so that a pool that is dropped leaves none behind; the next
 * work starts others.
 */
final class WorkerPool {
  private static final long SPIN_NANOS = 50_000;
  private static final long IDLE_NANOS = 10_000_000_000L; // starting a thread takes 0.1 ms
  private static final long WORTH_WAKING =
      1 << 16; // operations of vectors or numbers, some 30 microseconds
  private static final Job[] NONE = {};

  private final int threads;
  private final boolean spin;
  private final long idleNanos;
  private final List<Worker> workers = new ArrayList<>();
  private volatile Job[] jobs = NONE;
  private long slept; // operations for which nobody was woken

  private WorkerPool(int threads, long idleNanos) {
    this.threads = threads;
    this.idleNanos = idleNanos;
    this.spin = threads <= Runtime.getRuntime().availableProcessors();
  }

  /** A pool that works on as many threads as this, the caller's included. */
  static WorkerPool of(int threads) {
    return of(threads, IDLE_NANOS);
  }

  /** The same with the time after which a thread that has nothing to do ends. */
  static WorkerPool of(int threads, long idleNanos) {
    WorkerPool pool = new WorkerPool(threads, idleNanos);
    for (int i = 1; i < threads; i++) {
      pool.workers.add(pool.new Worker(i));
    }
    pool.workers.forEach(Worker::wake);
    return pool;
  }

  int threads() {
    return threads;
  }

  /** Runs all chunks; returns when they are done, or throws what one of them threw. */
  void run(int chunks, ParallelBody body) {
    run(chunks, WORTH_WAKING, body);
  }

  /** The same with an estimate of the operations. */
  void run(int chunks, long operations, ParallelBody body) {
    if (chunks == 0) {
      return;
    }
    if (threads == 1 || chunks == 1) {
      body.run(0, chunks);
      return;
    }
    Job job = new Job(chunks, threads, body);
    add(job);
    try {
      if (isWorthWaking(operations)) {
        wake(chunks - 1);
      }
      job.takePart(0);
      job.await(spin);
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
    Job[] all = jobs;
    if (all.length == 1) {
      jobs = NONE;
      return;
    }
    Job[] fewer = new Job[all.length - 1];
    int kept = 0;
    for (Job other : all) {
      if (other != job) {
        fewer[kept++] = other;
      }
    }
    jobs = fewer;
  }

  /**
   * Waking a thread takes as long as small work does. So it waits until there has been as much of
   * it as pays: one small kernel runs in the caller alone, a sequence of them soon on all threads.
   */
  private boolean isWorthWaking(long operations) {
    slept += operations; // threads may overwrite each other's: it is an estimate
    if (slept < WORTH_WAKING) {
      return false;
    }
    slept = 0;
    return true;
  }

  private void wake(int useful) {
    for (int i = 0; i < Math.min(useful, workers.size()); i++) {
      workers.get(i).wake();
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

  private enum State {
    AWAKE,
    ASLEEP,
    ENDED
  }

  /** A place in the pool, and the thread that has it. */
  private final class Worker implements Runnable {
    private final int number;
    private final AtomicReference<State> state = new AtomicReference<>(State.ENDED);
    private volatile Thread thread;

    Worker(int number) {
      this.number = number;
    }

    /** Sees to it that a thread looks for work from here on. */
    void wake() {
      if (state.get() == State.ASLEEP) {
        LockSupport.unpark(thread);
      } else if (state.compareAndSet(State.ENDED, State.AWAKE)) {
        start();
      }
    }

    private void start() {
      Thread fresh = new Thread(null, this, "quern-" + number, 0, false); // nothing of the caller's
      fresh.setDaemon(true);
      fresh.setContextClassLoader(WorkerPool.class.getClassLoader());
      thread = fresh;
      try {
        fresh.start();
      } catch (OutOfMemoryError noThreads) { // then the caller does the work alone
        state.set(State.ENDED);
      }
    }

    @Override
    public void run() {
      for (Job job = next(); job != null; job = next()) {
        job.takePart(number);
      }
    }

    /** Null when there has been none for long and this thread has left its place. */
    private Job next() {
      long start = System.nanoTime();
      while (spin && System.nanoTime() - start < SPIN_NANOS) {
        Job job = waiting();
        if (job != null) {
          return job;
        }
        Thread.onSpinWait();
      }
      return sleep(start + idleNanos);
    }

    private Job sleep(long end) {
      while (true) {
        state.set(State.ASLEEP);
        Job job = waiting(); // looks after saying so, so that a wake-up can't be missed
        if (job == null && end - System.nanoTime() <= 0) {
          return leave();
        } else if (job == null) {
          LockSupport.parkNanos(this, end - System.nanoTime());
          Thread.interrupted(); // an interrupted thread would never park again
        }
        state.set(State.AWAKE);
        if (job != null) {
          return job;
        }
      }
    }

    private Job leave() {
      state.set(State.ENDED);
      Job job = waiting();
      return job != null && state.compareAndSet(State.ENDED, State.AWAKE) ? job : null;
    }
  }
}
