package dev.quern.tests.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.models.Gpt;
import dev.quern.optim.Adam;
import dev.quern.optim.AdamW;
import dev.quern.runtime.Devices;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Counters;
import dev.quern.runtime.device.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Training loops as one writes them: what they compute, and that later steps replay the first ones.
 */
final class TrainingLoopTest {
  private static final int STEPS = 6;

  /** One step of a loop; what it logs is added to the numbers. */
  interface Step {
    void run(Trainer trainer, int number, List<Double> log);
  }

  /** Loops with the step after which nothing is compiled any more. */
  static Stream<Arguments> loops() {
    return Stream.of(
        of("plain", 1, step(TrainingLoopTest::plain)),
        of("with another learning rate each step", 1, step(TrainingLoopTest::scheduled)),
        of("with another scale of the loss each step", 2, step(TrainingLoopTest::scaled)),
        of("with the loss asked for before backward", 1, step(TrainingLoopTest::asksBefore)),
        of(
            "with the loss asked for between backward and step",
            1,
            step(TrainingLoopTest::asksBetween)),
        of("with gradients accumulated", 1, step(TrainingLoopTest::accumulates)),
        of(
            "with gradients accumulated and asked for",
            1,
            step(TrainingLoopTest::accumulatesAndAsks)),
        of("with the accuracy after the step", 1, step(TrainingLoopTest::accuracy)),
        of("with clipped gradients", 1, step(TrainingLoopTest::clipped)),
        of("with validation", 1, step(TrainingLoopTest::validates)),
        of("with dropout", 1, step(TrainingLoopTest::drops)));
  }

  private static Step step(Step step) {
    return step;
  }

  private static void plain(Trainer t, int number, List<Double> log) {
    t.optimizer.zeroGrad();
    Tensor loss = t.loss(t.batch(number));
    loss.backward();
    t.optimizer.step();
    log.add(loss.item());
  }

  private static void scheduled(Trainer t, int number, List<Double> log) {
    t.optimizer.lr(1e-2 / (1 + number));
    plain(t, number, log);
  }

  private static void scaled(Trainer t, int number, List<Double> log) {
    t.optimizer.zeroGrad();
    Tensor loss = t.loss(t.batch(number)).mul(1.0 / (number + 3));
    loss.backward();
    t.optimizer.step();
    log.add(loss.item());
  }

  private static void asksBefore(Trainer t, int number, List<Double> log) {
    t.optimizer.zeroGrad();
    Tensor loss = t.loss(t.batch(number));
    log.add(loss.item());
    loss.backward();
    t.optimizer.step();
  }

  private static void asksBetween(Trainer t, int number, List<Double> log) {
    t.optimizer.zeroGrad();
    Tensor loss = t.loss(t.batch(number));
    loss.backward();
    log.add(loss.item());
    t.optimizer.step();
  }

  private static void accumulates(Trainer t, int number, List<Double> log) {
    t.optimizer.zeroGrad();
    Tensor total = Tensor.scalar(0.0);
    for (int part = 0; part < 3; part++) {
      Tensor loss = t.loss(t.batch(3 * number + part)).div(3);
      loss.backward();
      total = total.add(loss.detach());
    }
    t.optimizer.step();
    log.add(total.item());
  }

  private static void accumulatesAndAsks(Trainer t, int number, List<Double> log) {
    t.optimizer.zeroGrad();
    for (int part = 0; part < 2; part++) {
      Tensor loss = t.loss(t.batch(2 * number + part)).div(2);
      loss.backward();
      log.add(loss.item());
      log.add(t.model.parameters().get(0).grad().norm().item());
    }
    t.optimizer.step();
  }

  private static void accuracy(Trainer t, int number, List<Double> log) {
    t.optimizer.zeroGrad();
    Tensor batch = t.batch(number);
    Tensor logits = t.model.forward(t.inputs(batch));
    Tensor flat = logits.reshape(-1, Trainer.VOCABULARY);
    Tensor targets = t.targets(batch).reshape(-1);
    Tensor loss = flat.crossEntropy(targets);
    loss.backward();
    t.optimizer.step();
    log.add(loss.item());
    // From the scores before the update, asked for after it.
    log.add(flat.detach().argmax(1).eq(targets).sum().item());
  }

  private static void clipped(Trainer t, int number, List<Double> log) {
    t.optimizer.zeroGrad();
    Tensor loss = t.loss(t.batch(number));
    loss.backward();
    Tensor norm = dev.quern.optim.ClipGradNorm.clip(t.model.parameters(), 0.5);
    t.optimizer.step();
    log.add(loss.item());
    log.add(norm.item());
  }

  private static void validates(Trainer t, int number, List<Double> log) {
    plain(t, number, log);
    log.add(dev.quern.Autograd.noGrad(() -> t.loss(t.batch(100 + number))).item());
    log.add(t.loss(t.batch(200 + number)).item());
  }

  private static void drops(Trainer t, int number, List<Double> log) {
    t.optimizer.zeroGrad();
    Tensor batch = t.batch(number);
    Tensor logits = t.model.forward(t.inputs(batch)).dropout(0.2, true);
    Tensor loss = logits.reshape(-1, Trainer.VOCABULARY).crossEntropy(t.targets(batch).reshape(-1));
    loss.backward();
    t.optimizer.step();
    log.add(loss.item());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loops")
  void numbersAreThoseOfTheReference(String name, int warm, Step step) {
    List<Double> expected = run(Devices.of("reference"), step, STEPS);
    List<Double> actual = run(Devices.fresh("java"), step, STEPS);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), actual.get(i), 2e-4, "number " + i);
    }
    assertTrue(expected.stream().distinct().count() > STEPS / 2, "nothing is learned: " + expected);
  }

  private static List<Double> run(Device device, Step step, int steps) {
    Trainer trainer = Trainer.on(device);
    List<Double> log = new ArrayList<>();
    for (int number = 0; number < steps; number++) {
      step.run(trainer, number, log);
    }
    return log;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("loops")
  void laterStepsCompileNothing(String name, int warm, Step step) {
    Device device = Devices.fresh("java");
    Trainer trainer = Trainer.on(device);
    List<Double> log = new ArrayList<>();
    for (int number = 0; number < warm; number++) {
      step.run(trainer, number, log);
    }
    device.counters().reset();
    for (int number = warm; number < warm + 4; number++) {
      step.run(trainer, number, log);
      Counters counters = device.counters();
      String all = "step " + number + ": " + counters;
      assertEquals(0, counters.graphsScheduled(), all);
      assertEquals(0, counters.kernelsCompiled(), all);
    }
  }

  @Test
  void aListOfLossesKeepsOnlyNumbers() {
    Device device = Devices.fresh("java");
    Trainer trainer = Trainer.on(device);
    List<Tensor> losses = new ArrayList<>();
    for (int number = 0; number < STEPS; number++) {
      trainer.optimizer.zeroGrad();
      Tensor loss = trainer.loss(trainer.batch(number));
      loss.backward();
      trainer.optimizer.step();
      losses.add(loss);
    }
    List<Double> log = run(Devices.fresh("java"), TrainingLoopTest::plain, STEPS);
    for (int i = 0; i < STEPS; i++) {
      assertTrue(losses.get(i).isStored());
      assertEquals(log.get(i), losses.get(i).item(), "loss " + i);
    }
  }

  /** Forward, backward and AdamW of a GPT with four layers are one plan. */
  @Test
  void aNanoStepIsFewKernels() {
    Device device = Devices.fresh("null");
    Quern.use(device);
    Gpt model = new Gpt(Gpt.Config.of(4, 4, 128, 64, 65));
    Adam optimizer = new AdamW(model.parameters(), new Adam.Options(1e-3, 0.9, 0.99, 1e-8, 0.1));
    device.counters().reset();
    Tensor tokens = Tensor.of(new int[12 * 64], 12, 64);
    model.loss(tokens, tokens).backward();
    optimizer.step();
    int kernels = Evaluation.lastProgram(device).orElseThrow().launches().size();
    System.out.println("a gpt-nano step is " + kernels + " kernels");
    assertEquals(1, device.counters().graphsScheduled());
    assertTrue(kernels <= 130, kernels + " kernels");
  }
}
