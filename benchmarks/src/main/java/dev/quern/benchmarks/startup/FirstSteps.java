package dev.quern.benchmarks.startup;

import dev.quern.benchmarks.workload.GptStep;
import dev.quern.benchmarks.workload.TrainingStep;

/** The first three steps of training GPT nano. */
public final class FirstSteps {
  private static final int STEPS = 3;

  private FirstSteps() {}

  public static void main(String[] arguments) {
    TrainingStep training = GptStep.nano().plain();
    double loss = 0;
    for (int step = 0; step < STEPS; step++) {
      loss = training.step();
    }
    Ready.say(loss);
  }
}
