package dev.quern.tests.fusion;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.models.Gpt;
import dev.quern.optim.Adam;
import dev.quern.optim.AdamW;
import dev.quern.runtime.device.Device;
import java.util.Random;

/** A small GPT with its optimizer and batches, the same on every device. */
final class Trainer {
  static final int BATCH = 4;
  static final int LENGTH = 8;
  static final int VOCABULARY = 11;

  final Gpt model;
  final Adam optimizer;

  private Trainer(Gpt.Config config) {
    this.model = new Gpt(config);
    this.optimizer = new AdamW(model.parameters(), new Adam.Options(1e-2, 0.9, 0.99, 1e-8, 0.1));
  }

  static Trainer on(Device device) {
    Quern.use(device);
    Quern.manualSeed(5);
    return new Trainer(Gpt.Config.of(1, 2, 16, LENGTH, VOCABULARY));
  }

  /** The tokens of a batch, one longer than the context. */
  Tensor batch(int number) {
    Random random = new Random(number);
    int[] tokens = random.ints(BATCH * (LENGTH + 1), 0, VOCABULARY).toArray();
    return Tensor.of(tokens, BATCH, LENGTH + 1);
  }

  Tensor inputs(Tensor batch) {
    return batch.narrow(1, 0, LENGTH);
  }

  Tensor targets(Tensor batch) {
    return batch.narrow(1, 1, LENGTH);
  }

  Tensor loss(Tensor batch) {
    return model.loss(inputs(batch), targets(batch));
  }
}
