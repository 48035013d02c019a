package dev.quern;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.optim.SGD;
import dev.quern.runtime.Device;
import dev.quern.runtime.Memory;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread of the user's is interrupted at any moment of an evaluation. */
final class InterruptedThreadsTest {
  private static final int ROUNDS = 1_000;
  private static final int LONGEST = 400_000; // nanoseconds, about what a round takes
  private static final int SHAPES = 8;

  private final Device device = Device.fresh("java");
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
        Thread.onSpinWait();
      }
      assertTrue(Thread.interrupted(), "the interrupt of round " + i + " is lost");
      assertArrayEquals(expected.apply(i), found, "round " + i);
    }
  }

  private static Tensor input(int i) {
    int rows = 40 + i % SHAPES; // several plans, the first of each compiled
    return Tensor.arange(rows * 64).remainder(7).to(Quern.defaultDtype()).reshape(rows, 64);
  }

  private static float[] program(int i) {
    Tensor x = input(i);
    return x.matmul(x.transpose(0, 1)).sub(i).relu().sum(1).toFloatArray();
  }

  @Test
  void answersAreRightTheFlagStaysAndNoMemoryIsLost() throws InterruptedException {
    float[][] alone = new float[ROUNDS][];
    Quern.use(Device.fresh("java"));
    for (int i = 0; i < ROUNDS; i++) {
      alone[i] = program(i);
    }
    Quern.use(device);
    interrupted(InterruptedThreadsTest::program, i -> alone[i]);
    assertArrayEquals(alone[5], program(5));
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
        Tensor.zeros(64, 32).withStorage(Memory.Policy.ALTERNATING, "weight").requiresGrad_();
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
    Tensor zero = Tensor.zeros(64, 32);
    interrupted(
        i -> step.call(zero).get(0).toFloatArray(),
        i -> {
          float[] all = new float[64 * 32];
          java.util.Arrays.fill(all, -(i + 1) * (i + 2) / 2);
          return all;
        });
    assertEquals(ROUNDS, optimizer.steps());
  }
}
