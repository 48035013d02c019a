package dev.quern.runtime.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.OwnJvm;
import dev.quern.runtime.TestGraphs;
import dev.quern.runtime.cache.DiskCache;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.java.TestBackends;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads and processes begin with one cache that is empty. */
final class ColdCacheTest {
  private static final long ROOMY = 1 << 26;
  private static final int THREADS = 64;
  private static final int PROCESSES = 4;
  private static final int PROGRAMS = 2;

  @TempDir Path root;

  private static Device device(DiskCache disk) {
    return new Device(
        "java",
        TestBackends.java(2),
        opened -> new CompiledEngine(opened, GraphFusion.fromSettings(), disk));
  }

  private static String value(Device device, int program) {
    Node x = new TestGraphs(device).floats(8, 16);
    Node other = Nodes.permute(x, List.of(1, 0));
    Node wanted = program == 0 ? TestGraphs.softmax(x) : TestGraphs.matmul(x, other);
    Evaluation.evaluate(device, List.of(wanted));
    Node stored = Evaluation.stored(wanted).orElseThrow();
    return program + " " + Arrays.toString((float[]) Transfer.download(stored));
  }

  /** The distinct results of so many threads. */
  private static Set<String> together(Device device, int count) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    CyclicBarrier start = new CyclicBarrier(count);
    List<Future<String>> values = new ArrayList<>();
    for (int thread = 0; thread < count; thread++) {
      int program = thread % PROGRAMS;
      values.add(
          threads.submit(
              () -> {
                start.await();
                return value(device, program);
              }));
    }
    Set<String> distinct = new TreeSet<>();
    for (Future<String> value : values) {
      distinct.add(value.get());
    }
    threads.shutdown();
    return distinct;
  }

  @Test
  void threadsThatBeginTogetherCompileEachKernelOnce() throws Exception {
    DiskCache disk = DiskCache.at(root, ROOMY);
    Device first = device(disk);
    Set<String> values = together(first, THREADS);
    assertEquals(PROGRAMS, values.size(), values.toString());
    assertEquals(PROGRAMS, first.counters().graphsScheduled());
    long kernels = first.counters().kernelsCompiled();
    disk.flush();
    Device next = device(DiskCache.at(root, ROOMY));
    assertEquals(values, together(next, THREADS));
    assertEquals(0, next.counters().graphsScheduled());
    assertEquals(0, next.counters().kernelsCompiled());
    assertTrue(kernels <= PROGRAMS, "compiled " + kernels);
  }

  @Test
  void processesThatBeginTogetherAgreeAndTheNextCompilesNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(PROCESSES);
    List<Future<List<String>>> outputs = new ArrayList<>();
    for (int process = 0; process < PROCESSES; process++) {
      outputs.add(threads.submit(() -> OwnJvm.run("-Xshare:auto", Process.class, root)));
    }
    Set<List<String>> distinct = new HashSet<>();
    for (Future<List<String>> output : outputs) {
      distinct.add(values(output.get()));
    }
    threads.shutdown();
    assertEquals(1, distinct.size(), distinct.toString());
    Device next = device(DiskCache.at(root, ROOMY));
    assertEquals(distinct, Set.of(List.copyOf(together(next, PROGRAMS))));
    assertEquals(0, next.counters().graphsScheduled());
  }

  private static List<String> values(List<String> lines) {
    assertTrue(lines.stream().noneMatch(line -> line.contains("disk cache")), lines.toString());
    return lines.stream().filter(line -> line.matches("\\d \\[.*")).toList();
  }

  /** Runs the programs over the cache in a folder. */
  static final class Process {
    public static void main(String[] arguments) throws Exception {
      DiskCache disk = DiskCache.at(Path.of(arguments[0]), ROOMY);
      together(device(disk), PROGRAMS).forEach(System.out::println);
      disk.flush();
      System.out.println("done");
    }
  }
}
