package dev.quern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.DType;
import dev.quern.optim.SGD;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.memory.Memory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread of the user's is interrupted at any moment of an evaluation. */
final class InterruptedThreadsTest {
  private static final int ROUNDS = 500; // of each test
  private static final int LONGEST = 300_000; // nanoseconds, about what a round takes
  private static final int PER_SHAPE = 50; // rounds

  private final Device device = Devices.fresh("java");
  private final Random random = new Random(11);

  @BeforeEach
  void use() {
    Quern.use(device);
  }

  @AfterEach
  void end() {
    Thread.interrupted();
    Values.onReference();
  }

  /** Runs rounds, each interrupted at some moment or just after; the flag must be there then. */
  private void interrupted(IntFunction<float[]> round, IntFunction<float[]> expected)
      throws InterruptedException {
    Thread worker = Thread.currentThread();
    for (int i = 0; i < ROUNDS; i++) {
      long delay = random.nextInt(LONGEST);
      Thread other =
          new Thread(
              () -> {
                LockSupport.parkNanos(delay);
                worker.interrupt();
              });
      other.start();
      float[] found = round.apply(i);
      while (other.isAlive()) { // a join would take the flag
        Thread.yield();
      }
      assertTrue(Thread.interrupted(), "the interrupt of round " + i + " is lost");
      assertArrayEquals(expected.apply(i), found, "round " + i);
    }
  }

  /** Of a new shape, which has to be compiled, now and then. */
  private static float[] program(int i) {
    int rows = 8 + i / PER_SHAPE;
    Tensor x = Tensor.arange(rows * 16).sub(100).reshape(rows, 16).to(DType.FLOAT32);
    return x.matmul(x.transpose(0, 1)).relu().sum(1).toFloatArray();
  }

  @Test
  void answersAreRightTheFlagStaysAndNoMemoryIsLost() throws InterruptedException {
    List<float[]> alone = new ArrayList<>();
    Quern.use(Devices.fresh("java"));
    for (int i = 0; i < ROUNDS; i += PER_SHAPE) {
      alone.add(program(i));
    }
    Quern.use(device);
    interrupted(InterruptedThreadsTest::program, i -> alone.get(i / PER_SHAPE));
    assertArrayEquals(alone.get(0), program(0));
    assertFalse(Thread.interrupted());
    assertMemoryReturns();
  }

  /** All tensors of the rounds are dead. */
  private void assertMemoryReturns() throws InterruptedException {
    for (int i = 0; device.liveBytes() > 0 && i < 200; i++) {
      System.gc();
      Thread.sleep(5);
    }
    assertEquals(0, device.liveBytes());
  }

  @Test
  void stepsOfACompiledFunctionAreTakenOnceEach() throws InterruptedException {
    Tensor weight =
        Tensor.zeros(8, 16).withStorage(Memory.Policy.ALTERNATING, "weight").requiresGrad_();
    SGD optimizer = new SGD(List.of(weight), new SGD.Options(1, 1, 0, false));
    Compiled step =
        Compiled.of(
            in -> {
              optimizer.zeroGrad();
              Tensor loss = weight.add(in.get(0)).sum();
              loss.backward();
              optimizer.step();
              return List.of(weight.detach());
            });
    Tensor zero = Tensor.zeros(8, 16);
    interrupted(
        i -> step.call(zero).get(0).toFloatArray(),
        i -> {
          float[] all = new float[8 * 16];
          Arrays.fill(all, -(i + 1) * (i + 2) / 2);
          return all;
        });
    assertEquals(ROUNDS, optimizer.steps());
  }
}
