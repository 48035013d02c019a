package dev.quern.tests.forked;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.models.Gpt;
import dev.quern.nn.Activation;
import dev.quern.optim.AdamW;
import java.util.ArrayList;
import java.util.List;

/** Trains the micro model on this JVM and prints its losses; a main to be forked. */
final class MicroTraining {
  private static final int STEPS = 5;

  private MicroTraining() {}

  public static void main(String[] arguments) {
    losses().forEach(loss -> System.out.println("loss " + loss));
  }

  static List<Double> losses() {
    Quern.use("java");
    Quern.manualSeed(3);
    Gpt.Config config =
        Gpt.Config.of(1, 4, 16, 16, 27)
            .withNorm(Gpt.Norm.RMS)
            .withActivation(Activation.RELU)
            .withTied(false);
    Gpt model = new Gpt(config);
    AdamW optimizer = new AdamW(model.parameters(), 1e-2);
    Tensor tokens = Tensor.randint(0, 27, 8, 17).realize();
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      optimizer.zeroGrad();
      Tensor loss = model.loss(tokens.narrow(1, 0, 16), tokens.narrow(1, 1, 16));
      loss.backward();
      optimizer.step();
      losses.add(loss.item());
    }
    return losses;
  }
}
