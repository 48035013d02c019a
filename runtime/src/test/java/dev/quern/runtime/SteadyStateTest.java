package dev.quern.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.quern.compiler.ir.Node;
import dev.quern.runtime.device.Counters;
import dev.quern.runtime.device.Device;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a program that runs for long must not do. */
final class SteadyStateTest {
  private static final int STEPS = 1000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Device device = Devices.fresh("java");
  private final Counters counters = device.counters();

  private static long usedAfterCollection() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(20);
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void heapDoesNotGrowOverManySteps() throws InterruptedException {
    MomentumStep step = new MomentumStep(device, 16, 32, 48);
    for (int i = 0; i < STEPS / 10; i++) {
      step.run(1e-6);
    }
    long before = usedAfterCollection();
    for (int i = 0; i < STEPS; i++) {
      step.run(1e-6 * i);
    }
    long after = usedAfterCollection();
    assertTrue(after - before < 2 << 20, () -> "grew from " + before + " to " + after);
    assertTrue(counters.graphsScheduled() <= 4, counters.toString());
  }

  @Test
  void lossesThatAreKeptCostLittleEach() throws InterruptedException {
    MomentumStep step = new MomentumStep(device, 16, 32, 48);
    List<Node> losses = new ArrayList<>();
    losses.add(step.run(1e-6));
    long live = device.liveBytes();
    for (int i = 0; i < 100; i++) {
      losses.add(Evaluation.stored(step.run(1e-6)).orElseThrow());
    }
    assertEquals(live + 100 * 4, device.liveBytes());
  }

  /** The least of many steps: until kernels are compiled, vectors are objects. */
  @Test
  void stepAllocatesNothingBig() {
    MomentumStep step = new MomentumStep(device, 32, 512, 512); // a weight has 1 MB
    long least = Long.MAX_VALUE;
    long allocations = 0;
    for (int i = 0; i < 400; i++) {
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      allocations = counters.allocations();
      step.run(1e-6);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - bytes);
    }
    long each = least;
    assertTrue(each < 50_000, () -> "a step allocates " + each + " bytes");
    assertTrue(counters.allocations() - allocations <= 1, "no more than the loss");
  }
}
