package dev.quern.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.OwnJvm;
import dev.quern.runtime.SmallHeap;
import dev.quern.runtime.SmallMachine;
import dev.quern.runtime.TinyCompiler;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.OutOfDeviceMemoryException;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.plan.CompiledEngine;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class PoolTest {
  private static final long KILO = 1 << 10;

  private final SmallMachine machine = new SmallMachine(100 * KILO, 100 * KILO);
  private final Device device = device(machine);
  private final Pool pool = device.pool();

  private static Device device(Backend machine) {
    return new Device("small", machine, d -> new CompiledEngine(d, new TinyCompiler()));
  }

  /** A tensor of this many kilobytes. */
  private Node tensor(int kilobytes, String name) {
    int elements = (int) (kilobytes * KILO / 4);
    return Transfer.upload(
        device, Shape.of(elements), new float[elements], Memory.Policy.FRESH, name);
  }

  @Test
  void blockGivenBackServesTheNextRequestOfItsSizeOnly() {
    MemoryBlock block = pool.take(DType.FLOAT32, 100);
    Object memory = block.memory;
    pool.give(block);
    assertNotSame(memory, pool.take(DType.FLOAT32, 101).memory);
    assertNotSame(memory, pool.take(DType.INT32, 100).memory);
    assertSame(memory, pool.take(DType.FLOAT32, 100).memory);
    assertEquals(3, machine.allocations());
  }

  @Test
  void bytesAreCountedAsLiveThenIdleThenGone() {
    MemoryBlock block = pool.take(DType.FLOAT64, 128);
    assertEquals(KILO, device.liveBytes());
    assertEquals(0, device.idleBytes());
    pool.give(block);
    assertEquals(0, device.liveBytes());
    assertEquals(KILO, device.idleBytes());
  }

  @Test
  void idleBlocksMakeRoomForOtherSizes() {
    List<MemoryBlock> blocks = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      blocks.add(pool.take(DType.INT32, 2 * KILO + i));
    }
    blocks.forEach(pool::give);
    assertTrue(device.idleBytes() > 70 * KILO);
    pool.take(DType.INT32, 20 * KILO);
    assertEquals(80 * KILO, device.liveBytes());
    assertTrue(machine.used() <= 100 * KILO, () -> machine.used() + " bytes");
  }

  @Test
  void deadTensorsAreFoundWhenTheBudgetIsReached() {
    for (int i = 0; i < 50; i++) {
      tensor(30, "dies at once " + i);
    }
    assertTrue(machine.used() <= 100 * KILO);
  }

  @Test
  void deadTensorsAreFoundWhenTheMachineIsFullBeforeTheBudget() {
    SmallMachine lying = new SmallMachine(1 << 30, 100 * KILO);
    Device other = device(lying);
    for (int i = 0; i < 50; i++) {
      Transfer.upload(other, Shape.of(30 * KILO / 4), new float[(int) (30 * KILO / 4)]);
    }
    assertTrue(lying.used() <= 100 * KILO);
  }

  @Test
  void exhaustedBudgetIsReportedWithItsLargestHolders() {
    List<Node> held = new ArrayList<>();
    held.add(tensor(50, "weight"));
    for (int i = 0; i < 4; i++) {
      held.add(tensor(10, "moment"));
    }
    OutOfDeviceMemoryException full =
        assertThrows(OutOfDeviceMemoryException.class, () -> tensor(30, "more"));
    assertEquals(
        List.of(
            "device small: no room for f32 x 7,680 (30,720 bytes): 92,160 of 102,400 bytes are held",
            "           51,200 bytes  weight f32[12800] x 1",
            "           40,960 bytes  moment f32[2560] x 4"),
        full.getMessage().lines().toList());
    Reference.reachabilityFence(held);
    tensor(8, "what still fits");
  }

  @Test
  void tensorsOfAllThreadsComeFromOneBudget() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> all = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int seed = t;
      all.add(
          threads.submit(
              () -> {
                Random random = new Random(seed);
                for (int i = 0; i < 300; i++) {
                  int elements = 100 + random.nextInt(3);
                  float[] values = new float[elements];
                  values[0] = i;
                  Node leaf = Transfer.upload(device, Shape.of(elements), values);
                  assertEquals(i, ((float[]) Transfer.download(leaf))[0]);
                }
              }));
    }
    for (Future<?> one : all) {
      one.get();
    }
    threads.shutdown();
    assertTrue(machine.used() <= 100 * KILO);
  }

  @Test
  void reportOfAFullDeviceDoesNotBlockThreadsThatFreeMemory() throws Exception {
    Node held = tensor(60, "held");
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Future<?> claims =
        thread.submit(
            () -> {
              Node moment =
                  Transfer.upload(
                      device, Shape.of(16), new float[16], Memory.Policy.DONATED, "moment");
              for (int version = 0; version < 2000; version++) {
                Memory.of(moment).claim(version, 0, Memory.Room.PREVIOUS).publish();
              }
            });
    while (!claims.isDone()) {
      assertThrows(OutOfDeviceMemoryException.class, () -> tensor(60, "too much"));
    }
    claims.get();
    thread.shutdown();
    Reference.reachabilityFence(held);
  }

  @Test
  void manySizesThatNeverComeBackLeaveNoEntries() {
    for (int i = 0; i < 5000; i++) {
      pool.give(pool.take(DType.FLOAT32, 1000 + i));
    }
    assertTrue(machine.used() <= 100 * KILO);
    assertEquals(device.idleBytes(), machine.used());
  }

  @Test
  void arraysOfDeadTensorsAreFreeForTheProgramAroundThem() throws Exception {
    // The serial collector: G1 may refuse an array for which it finds no regions in a row.
    OwnJvm.run("-XX:+UseSerialGC -Xms95m -Xmx95m -Xmn8m", SmallHeap.class);
  }

  @Test
  void evaluationThatFindsNoRoomLeavesTargetsAsTheyWere() {
    for (Memory.Policy policy : List.of(Memory.Policy.ALTERNATING, Memory.Policy.DONATED)) {
      Node target = Transfer.upload(device, Shape.of(64), new float[64], policy, "weight");
      Memory memory = Memory.of(target);
      for (int version = 0; version < 3; version++) {
        memory.claim(version, 0, Memory.Room.NEWEST).publish();
      }
      memory.claim(3, 0, Memory.Room.NEWEST).giveBack();
      memory.lease(3).release();
      if (policy == Memory.Policy.ALTERNATING) {
        memory.lease(2).release();
      }
      assertEquals(3, memory.version());
      assertEquals(4, memory.claim(3, 0, Memory.Room.NEWEST).publish());
    }
  }
}
