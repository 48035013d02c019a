package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class WeakNodesTest {
  private final WeakNodes map = new WeakNodes();

  private static Node node(int number) {
    return Nodes.constant(DType.FLOAT64, Shape.of(3), number + 0.125);
  }

  private static Node leaf(int number) {
    return Nodes.slot(DType.FLOAT64, Shape.of(3), number);
  }

  @Test
  void everyNodeHasTheLeafThatWasRecordedLast() {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      nodes.add(node(i));
      map.put(nodes.get(i), leaf(i));
      map.put(nodes.get(i / 2), leaf(-i / 2 + 100_000));
    }
    for (int i = 0; i < 2500; i++) {
      assertSame(leaf(-i + 100_000), map.get(nodes.get(i)));
      assertSame(leaf(2500 + i), map.get(nodes.get(2500 + i)));
    }
    assertEquals(5000, map.size());
    assertEquals(null, map.get(leaf(3)));
  }

  @Test
  void entriesOfDeadNodesGoAway() throws InterruptedException {
    List<Node> kept = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      Node node = node(i);
      map.put(node, leaf(0));
      if (i % 40 == 0) {
        kept.add(node);
      }
    }
    for (int poll = 0; poll < 50 && map.size() > 200; poll++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(map.size() <= 200, () -> map.size() + " entries");
    kept.forEach(node -> assertSame(leaf(0), map.get(node)));
    Reference.reachabilityFence(kept);
  }

  @Test
  void readersFindWhatWasThereBeforeWhileOthersWrite() throws Exception {
    List<Node> there = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      there.add(node(i));
      map.put(there.get(i), leaf(i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(3);
    List<Future<?>> all = new ArrayList<>();
    all.add(
        threads.submit(
            () -> {
              for (int i = 0; i < 50_000; i++) {
                map.put(node(1000 + i), leaf(0));
              }
            }));
    for (int t = 0; t < 2; t++) {
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 500_000; i++) {
                  int number = i % 100;
                  if (map.get(there.get(number)) != leaf(number)) {
                    throw new AssertionError("lost " + number);
                  }
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
  }
}
