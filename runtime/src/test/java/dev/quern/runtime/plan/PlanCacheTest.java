package dev.quern.runtime.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.TinyCompiler;
import dev.quern.runtime.backend.NullBackend;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.request.GraphWalk;
import dev.quern.runtime.request.Request;
import dev.quern.runtime.request.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PlanCacheTest {
  private final Device device =
      new Device(
          "null", new NullBackend("", List.of()), d -> new CompiledEngine(d, new TinyCompiler()));
  private final Node x = Transfer.upload(device, Shape.of(4), new float[4]);
  private final List<boolean[]> compiled = new ArrayList<>();

  private Signature walked(Node node) {
    GraphWalk walk = new GraphWalk(false);
    walk.start(device.pool());
    Request.of(walk, List.of(node));
    return walk.signature();
  }

  private Plan plan(boolean[] varying) {
    compiled.add(varying);
    Program nothing = new Program(List.of(), List.of(), List.of());
    return Plan.of(nothing, List.of(), 0, varying);
  }

  private Plan find(PlanCache cache, Node node) {
    return cache.plan(walked(node), this::plan).plan();
  }

  private Node numbers(double a, double b) {
    return x.times(x.like(a)).plus(x.like(b));
  }

  @Test
  void numbersVaryFromTheirSecondValueOnAndOnePlanServesAllLaterOnes() {
    PlanCache cache = new PlanCache(10);
    Plan constant = find(cache, numbers(2.5, 7.5));
    assertSame(constant, find(cache, numbers(2.5, 7.5)));
    Plan oneVaries = find(cache, numbers(3.5, 7.5));
    assertSame(oneVaries, find(cache, numbers(4.5, 7.5)));
    assertSame(oneVaries, find(cache, numbers(2.5, 7.5)), "the first value too");
    Plan bothVary = find(cache, numbers(4.5, 8.5));
    assertSame(bothVary, find(cache, numbers(2.5, 7.5)));
    assertSame(bothVary, find(cache, numbers(9.5, 9.25)));
    assertEquals(
        "[[false, false], [true, false], [true, true]]",
        compiled.stream().map(Arrays::toString).toList().toString());
  }

  @Test
  void numbersThatTheCompilerUsesHaveAPlanOfTheirOwn() {
    PlanCache cache = new PlanCache(10);
    Plan usual = find(cache, numbers(2.5, 7.5));
    Plan zero = find(cache, numbers(0, 7.5));
    assertTrue(usual != zero);
    assertSame(usual, find(cache, numbers(2.5, 7.5)));
    assertSame(zero, find(cache, numbers(0, 7.5)));
  }

  @Test
  void leastRecentlyUsedPlanIsDropped() {
    PlanCache cache = new PlanCache(3);
    Node[] programs = {x.plus(x), x.times(x), x.minus(x), x.over(x)};
    find(cache, programs[0]);
    find(cache, programs[1]);
    find(cache, programs[2]);
    find(cache, programs[0]);
    find(cache, programs[3]);
    assertEquals(3, cache.size());
    find(cache, programs[0]);
    assertEquals(4, compiled.size(), "kept, since it was used");
    find(cache, programs[1]);
    assertEquals(5, compiled.size(), "dropped, since it was the oldest");
  }

  @Test
  void planThatFailedIsTriedAgain() {
    PlanCache cache = new PlanCache(3);
    Signature signature = walked(x.plus(x));
    assertThrows(
        IllegalStateException.class,
        () ->
            cache.plan(
                signature,
                varying -> {
                  throw new IllegalStateException("refused");
                }));
    assertEquals(0, cache.size());
    assertFalse(cache.plan(signature, this::plan).hit());
    assertTrue(cache.plan(signature, this::plan).hit());
  }

  @Test
  void threadsThatMissTogetherCompileOnce() throws Exception {
    PlanCache cache = new PlanCache(3);
    Node node = x.plus(x);
    CountDownLatch start = new CountDownLatch(1);
    AtomicInteger compiles = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Plan>> found = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      found.add(
          threads.submit(
              () -> {
                start.await();
                return cache
                    .plan(
                        walked(node),
                        varying -> {
                          compiles.incrementAndGet();
                          return plan(varying);
                        })
                    .plan();
              }));
    }
    start.countDown();
    for (Future<Plan> plan : found) {
      assertSame(found.get(0).get(), plan.get());
    }
    threads.shutdown();
    assertEquals(1, compiles.get());
  }
}
