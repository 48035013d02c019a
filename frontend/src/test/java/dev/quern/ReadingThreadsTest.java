package dev.quern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.optim.SGD;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.StaleVersionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters are read in some threads while another trains them. */
final class ReadingThreadsTest {
  private static final int STEPS = 100;
  private static final int ELEMENTS = 3_000;

  private final Device device = Devices.fresh("java");
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Tensor weight;
  private SGD optimizer;

  /** After k steps each weight is -k (k + 1) / 2, since velocities are k. */
  @BeforeEach
  void model() {
    Quern.use(device);
    weight =
        Tensor.zeros(ELEMENTS).withStorage(Memory.Policy.ALTERNATING, "weight").requiresGrad_();
    optimizer = new SGD(List.of(weight), new SGD.Options(1, 1, 0, false));
  }

  @AfterEach
  void end() throws InterruptedException {
    threads.shutdown();
    assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
    Values.onReference();
  }

  private static float after(int steps) {
    return -steps * (steps + 1) / 2;
  }

  private Tensor step() {
    optimizer.zeroGrad();
    Tensor loss = weight.sum();
    loss.backward();
    optimizer.step();
    return loss;
  }

  /** Reads until the last step has been seen; gives how often. */
  private int read(Supplier<float[]> values) {
    Quern.use(device);
    int reads = 0;
    int steps = 0;
    while (steps < STEPS) {
      float[] found = values.get();
      while (steps < STEPS && after(steps) > found[0]) {
        steps++;
      }
      assertEquals(after(steps), found[0], "no step gives this, or an older one was seen before");
      for (float element : found) {
        assertEquals(found[0], element, "half of one step and half of another");
      }
      reads++;
    }
    return reads;
  }

  /** What is built from a parameter and asked for two steps later is refused, by its name. */
  private static float[] again(Supplier<Tensor> built) {
    while (true) {
      try {
        return built.get().toFloatArray();
      } catch (StaleVersionException told) {
        String message = told.getMessage();
        assertTrue(message.startsWith("weight: version"), message);
        assertTrue(message.endsWith("no thread may make two updates meanwhile"), message);
      }
    }
  }

  private float[] halved() {
    float[] doubled = again(() -> weight.mul(2));
    for (int i = 0; i < doubled.length; i++) {
      doubled[i] /= 2;
    }
    return doubled;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readersSeeTheParametersOfOneStepAndNoStepIsLost(boolean compiled) throws Exception {
    Compiled whole = Compiled.of(in -> List.of(step()));
    Compiled copy = Compiled.of(in -> List.of(weight.detach().mul(1)));
    copy.call();
    if (compiled) {
      whole.call();
    } else {
      step();
    }
    List<Future<Integer>> reads = new ArrayList<>();
    reads.add(threads.submit(() -> read(() -> weight.toFloatArray())));
    reads.add(threads.submit(() -> read(() -> again(weight::detach))));
    reads.add(threads.submit(() -> read(() -> copy.call().get(0).toFloatArray())));
    reads.add(threads.submit(() -> read(this::halved)));
    for (int k = 1; k < STEPS; k++) {
      if (compiled) {
        whole.call();
      } else {
        step();
      }
    }
    assertEquals(after(STEPS), weight.toFloatArray()[0]);
    for (Future<Integer> read : reads) {
      assertTrue(read.get() > 0);
    }
  }
}
