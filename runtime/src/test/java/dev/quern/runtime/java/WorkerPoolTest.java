package dev.quern.runtime.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkerPoolTest {
  @ParameterizedTest
  @CsvSource({"1, 100", "2, 1", "2, 2", "2, 3", "3, 1000", "4, 17", "4, 100000", "4, 0"})
  void everyChunkRunsOnce(int threads, int chunks) {
    WorkerPool pool = WorkerPool.of(threads);
    AtomicIntegerArray runs = new AtomicIntegerArray(chunks);
    pool.run(
        chunks,
        (first, last) -> {
          for (int chunk = first; chunk < last; chunk++) {
            runs.incrementAndGet(chunk);
          }
        });
    for (int chunk = 0; chunk < chunks; chunk++) {
      assertEquals(1, runs.get(chunk));
    }
  }

  @Test
  void writesOfAllThreadsAreSeenByTheCaller() {
    WorkerPool pool = WorkerPool.of(4);
    int[] values = new int[64];
    for (int round = 1; round <= 20_000; round++) {
      int number = round;
      pool.run(
          values.length,
          (first, last) -> {
            for (int i = first; i < last; i++) {
              values[i] += number;
            }
          });
      long expected = (long) round * (round + 1) / 2;
      if (values[round % 64] != expected) {
        assertEquals(expected, values[round % 64], "round " + round);
      }
    }
  }

  @Test
  void sleepingThreadsAreWokenForNewWork() throws InterruptedException {
    WorkerPool pool = WorkerPool.of(2);
    for (int round = 0; round < 5; round++) {
      Thread.sleep(20);
      CountDownLatch both = new CountDownLatch(2);
      pool.run(
          2,
          (first, last) -> {
            both.countDown();
            await(both);
          });
    }
  }

  @Test
  void sleepingThreadsAreNotWokenForOneSmallJobButForManyInARow() throws InterruptedException {
    WorkerPool pool = WorkerPool.of(2);
    Set<Thread> helpers = ConcurrentHashMap.newKeySet();
    int alone = 0;
    for (int round = 0; round < 10; round++) {
      Thread.sleep(20);
      helpers.clear();
      pool.run(8, 1000, (first, last) -> helpers.add(Thread.currentThread()));
      alone += helpers.equals(Set.of(Thread.currentThread())) ? 1 : 0;
    }
    assertTrue(alone >= 8, "only " + alone + " of 10 ran in the caller alone");
    helpers.clear();
    for (int job = 0; job < 100_000 && helpers.size() < 2; job++) {
      pool.run(8, 1000, (first, last) -> helpers.add(Thread.currentThread()));
    }
    assertEquals(2, helpers.size());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS), "no second thread took part");
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  @Test
  void whatAChunkThrowsReachesTheCallerAndThePoolGoesOn() {
    WorkerPool pool = WorkerPool.of(3);
    IllegalStateException failure = new IllegalStateException("chunk 7");
    for (int round = 0; round < 50; round++) {
      assertSame(
          failure,
          assertThrows(
              IllegalStateException.class,
              () ->
                  pool.run(
                      20,
                      (first, last) -> {
                        if (first <= 7 && 7 < last) {
                          throw failure;
                        }
                      })));
    }
    AtomicInteger done = new AtomicInteger();
    pool.run(20, (first, last) -> done.addAndGet(last - first));
    assertEquals(20, done.get());
  }

  @Test
  void severalCallersHaveWorkAtOnce() throws Exception {
    WorkerPool pool = WorkerPool.of(2);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    List<Future<Integer>> sums = new ArrayList<>();
    for (int caller = 0; caller < 4; caller++) {
      sums.add(
          callers.submit(
              () -> {
                AtomicInteger sum = new AtomicInteger();
                for (int round = 0; round < 2000; round++) {
                  pool.run(10, (first, last) -> sum.addAndGet(last - first));
                }
                return sum.get();
              }));
    }
    for (Future<Integer> sum : sums) {
      assertEquals(20_000, sum.get());
    }
    callers.shutdown();
  }

  @Test
  void chunkMayRunWorkOfItsOwn() {
    WorkerPool pool = WorkerPool.of(2);
    AtomicInteger done = new AtomicInteger();
    pool.run(
        4,
        (first, last) -> {
          for (int chunk = first; chunk < last; chunk++) {
            pool.run(5, (from, to) -> done.addAndGet(to - from));
          }
        });
    assertEquals(20, done.get());
  }

  @Test
  void interruptOfTheCallerIsKeptForIt() {
    WorkerPool pool = WorkerPool.of(2);
    Thread.currentThread().interrupt();
    pool.run(100, (first, last) -> Thread.onSpinWait());
    assertTrue(Thread.interrupted());
  }

  private static final long SOON = 20_000_000; // nanoseconds

  /** The pool's own thread, awake just now. */
  private static Thread helper(WorkerPool pool) {
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    pool.run(
        2,
        (first, last) -> {
          threads.add(Thread.currentThread());
          both.countDown();
          await(both);
        });
    threads.remove(Thread.currentThread());
    return threads.iterator().next();
  }

  private static long restlessNanos(Thread thread) throws InterruptedException {
    ThreadMXBean times = ManagementFactory.getThreadMXBean();
    long before = times.getThreadCpuTime(thread.getId());
    Thread.sleep(300);
    return times.getThreadCpuTime(thread.getId()) - before;
  }

  @Test
  void threadThatWasInterruptedRestsAgainAndGoesOnWorking() throws Exception {
    WorkerPool pool = WorkerPool.of(2);
    Thread helper = helper(pool);
    for (int round = 0; round < 3; round++) {
      helper.interrupt();
      Thread.sleep(20);
      long restless = restlessNanos(helper);
      assertTrue(restless < SOON, "idle for 0.3 s it took " + restless + " ns");
      assertSame(helper, helper(pool));
    }
  }

  @Test
  void threadsOfAnInterruptedGroupRestAgain() throws Exception {
    ThreadGroup group = new ThreadGroup("interrupted");
    List<WorkerPool> pools = new ArrayList<>();
    Thread opener = new Thread(group, () -> pools.add(WorkerPool.of(2)));
    opener.start();
    opener.join();
    Thread helper = helper(pools.get(0));
    assertSame(group, helper.getThreadGroup());
    group.interrupt();
    Thread.sleep(20);
    assertTrue(restlessNanos(helper) < SOON);
    assertSame(helper, helper(pools.get(0)));
  }

  @Test
  void chunkThatInterruptsItsThreadLeavesNoTrace() throws Exception {
    WorkerPool pool = WorkerPool.of(2);
    pool.run(64, (first, last) -> Thread.currentThread().interrupt());
    Thread.interrupted(); // if this thread ran one
    Thread.sleep(20);
    assertTrue(restlessNanos(helper(pool)) < SOON);
  }

  @Test
  void threadThatHasNothingToDoForLongEndsAndAnotherTakesItsPlace() throws Exception {
    WorkerPool pool = WorkerPool.of(2, SOON);
    Thread first = helper(pool);
    first.join(10_000);
    assertFalse(first.isAlive());
    Thread second = helper(pool);
    assertNotSame(first, second);
    second.join(10_000);
    assertFalse(second.isAlive());
  }

  @Test
  void workThatComesJustWhenThreadsEndIsDone() {
    WorkerPool pool = WorkerPool.of(3, 30_000);
    AtomicInteger done = new AtomicInteger();
    for (int round = 0; round < 20_000; round++) {
      pool.run(6, (first, last) -> done.addAndGet(last - first));
      for (int pause = round % 200; pause > 0; pause--) {
        Thread.onSpinWait();
      }
    }
    assertEquals(120_000, done.get());
    helper(pool);
  }

  @Test
  void poolOfOneThreadRunsAllInTheCaller() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    WorkerPool.of(1).run(50, (first, last) -> threads.add(Thread.currentThread()));
    assertEquals(Set.of(Thread.currentThread()), threads);
  }
}
