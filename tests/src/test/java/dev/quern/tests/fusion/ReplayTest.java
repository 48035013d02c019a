package dev.quern.tests.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.models.Gpt;
import dev.quern.optim.AdamW;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Counters;
import dev.quern.runtime.device.Device;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plain training loop schedules and compiles in its first step, and replays from then on. */
final class ReplayTest {
  private static final int STEPS = 5;

  private Device device;
  private Gpt model;
  private AdamW optimizer;
  private Tensor inputs;
  private Tensor targets;

  @BeforeEach
  void tinyGpt() {
    device = Devices.fresh("java");
    Quern.use(device);
    Quern.manualSeed(1);
    model = new Gpt(Gpt.Config.of(1, 2, 16, 8, 11));
    optimizer = new AdamW(model.parameters(), 1e-2);
    inputs = Tensor.of(new long[][] {{1, 2, 3, 4, 5, 6, 7, 8}});
    targets = Tensor.of(new long[][] {{2, 3, 4, 5, 6, 7, 8, 9}});
  }

  private interface Step {
    void run(int number);
  }

  /** Runs the step a few times; nothing may be scheduled or compiled after the first. */
  private void assertReplayed(Step step) {
    step.run(0);
    Counters counters = device.counters();
    long scheduled = counters.graphsScheduled();
    long compiled = counters.kernelsCompiled();
    for (int number = 1; number < STEPS; number++) {
      step.run(number);
      assertEquals(scheduled, counters.graphsScheduled(), "graphs scheduled in step " + number);
      assertEquals(compiled, counters.kernelsCompiled(), "kernels compiled in step " + number);
    }
  }

  private Tensor backward(double scale) {
    Tensor loss = model.loss(inputs, targets);
    optimizer.zeroGrad();
    loss.mul(scale).backward();
    return loss;
  }

  @Test
  void aPlainLoopIsReplayed() {
    assertReplayed(
        number -> {
          backward(1);
          optimizer.step();
        });
  }

  @Test
  void theLearningRateMayChange() {
    assertReplayed(
        number -> {
          backward(1);
          optimizer.lr(1e-2 / (number + 1));
          optimizer.step();
        });
  }

  @Test
  void theLossMayBeAskedForBetweenBackwardAndStep() {
    assertReplayed(
        number -> {
          backward(1).item();
          optimizer.step();
        });
  }

  @Test
  void aLossScaleThatChangesIsScheduledOnceMore() {
    double[] scales = {1.5, 2.5, 3.5, 4.5, 5.5};
    backward(scales[0]);
    optimizer.step();
    backward(scales[1]);
    optimizer.step();
    long scheduled = device.counters().graphsScheduled();
    for (int number = 2; number < STEPS; number++) {
      backward(scales[number]);
      optimizer.step();
      assertEquals(scheduled, device.counters().graphsScheduled(), "step " + number);
    }
  }

  @Test
  void accumulationAndLateLoggingGiveTheSameNumbersAsEarlyLogging() {
    List<Double> early = losses(true);
    tinyGpt();
    assertEquals(early, losses(false));
  }

  private List<Double> losses(boolean early) {
    List<Tensor> kept = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (int number = 0; number < STEPS; number++) {
      optimizer.zeroGrad();
      for (int part = 0; part < 2; part++) {
        Tensor loss = model.loss(inputs, targets);
        loss.backward();
        kept.add(loss);
        if (early) {
          values.add(loss.item());
        }
      }
      optimizer.step();
    }
    if (!early) {
      kept.forEach(loss -> values.add(loss.item()));
    }
    return values;
  }
}
