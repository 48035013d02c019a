package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.java.TestBackends;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.StaleVersionException;
import dev.quern.runtime.plan.CompiledEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Several threads of the user on one device. */
final class ThreadsTest {
  private static final int THREADS = 4;

  private final Device device =
      new Device(
          "java", TestBackends.java(2), opened -> new CompiledEngine(opened, Compiler::compile));

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> task : tasks) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return task.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    threads.shutdown();
    return results;
  }

  private float[] value(Node node) {
    Evaluation.evaluate(device, List.of(node));
    return (float[]) Transfer.download(Evaluation.stored(node).orElseThrow());
  }

  @Test
  void oneProgramInSeveralThreadsGivesEachItsOwnResults() throws Exception {
    Node weight = new TestGraphs(device).floats(48, 32);
    float[][] alone = new float[THREADS][];
    List<Callable<float[]>> tasks = new ArrayList<>();
    for (int t = 0; t < THREADS; t++) {
      float[] input = new float[24 * 48];
      for (int i = 0; i < input.length; i++) {
        input[i] = (i * (t + 3)) % 17 - 8;
      }
      alone[t] = value(program(input, weight));
      tasks.add(
          () -> {
            float[] last = null;
            for (int i = 0; i < 200; i++) {
              last = value(program(input, weight));
            }
            return last;
          });
    }
    List<float[]> results = together(tasks);
    for (int t = 0; t < THREADS; t++) {
      assertArrayEquals(alone[t], results.get(t));
    }
    assertEquals(1, device.counters().graphsScheduled());
  }

  /** Several kernels, with memory between them. */
  private Node program(float[] input, Node weight) {
    Node x = Transfer.upload(device, Shape.of(24, 48), input);
    Node hidden = TestGraphs.softmax(TestGraphs.matmul(x, weight)); // (24, 32)
    return TestGraphs.matmul(hidden, Nodes.permute(weight, List.of(1, 0)));
  }

  @Test
  void nodeThatSeveralThreadsAskForIsRightInEach() throws Exception {
    for (int round = 0; round < 30; round++) {
      Node x = new TestGraphs(device).floats(64);
      Node shared = TestGraphs.softmax(x.times(x));
      List<float[]> results =
          together(List.of(() -> value(shared), () -> value(shared), () -> value(shared)));
      assertArrayEquals(results.get(0), results.get(1));
      assertArrayEquals(results.get(0), results.get(2));
    }
  }

  /** Whoever reads while another thread updates gets one version or the other, or is told. */
  @Test
  void readersSeeWholeVersionsOrAnError() throws Exception {
    for (Memory.Policy policy : List.of(Memory.Policy.ALTERNATING, Memory.Policy.DONATED)) {
      Node start = Transfer.upload(device, Shape.of(50_000), new float[50_000], policy, "weight");
      Node[] newest = {start};
      Callable<Integer> writer =
          () -> {
            for (int i = 0; i < 300; i++) {
              Node leaf = newest[0];
              Node next = Nodes.assign(leaf, leaf.plus(leaf.like(1.0)));
              Evaluation.evaluate(device, List.of(next));
              synchronized (newest) {
                newest[0] = Evaluation.stored(next).orElseThrow();
              }
            }
            return 300;
          };
      Callable<Integer> reader = () -> wholeVersions(newest);
      List<Integer> counts = together(List.of(writer, reader, reader));
      assertTrue(counts.get(1) > 0 && counts.get(2) > 0, counts.toString());
      float[] last = (float[]) Transfer.download(newest[0]);
      assertEquals(300, last[0]);
    }
  }

  /** Reads until the last version is there; gives how often that went well. */
  private int wholeVersions(Node[] newest) {
    int read = 0;
    float value = 0;
    while (value < 300) {
      Node leaf;
      synchronized (newest) {
        leaf = newest[0];
      }
      try {
        float[] values =
            read % 2 == 0
                ? (float[]) Transfer.download(leaf)
                : value(leaf.times(leaf.like(1.0)).plus(leaf.like(0.0)));
        value = values[0];
        for (float other : values) {
          assertEquals(value, other, "half-written");
        }
        read++;
      } catch (StaleVersionException told) {
        assertTrue(told.getMessage().startsWith("weight: version"));
      }
    }
    return read;
  }
}
