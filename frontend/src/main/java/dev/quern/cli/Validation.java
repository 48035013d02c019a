package dev.quern.cli;

import dev.quern.Autograd;
import dev.quern.Reduction;
import dev.quern.Tensor;
import dev.quern.data.TokenBatches.Batch;
import dev.quern.models.Gpt;

/** The mean loss of a model on text that it was not trained on, in consecutive windows. */
final class Validation {
  private static final int BATCHES_OF_AN_ESTIMATE = 10;

  private final int[] tokens;
  private final int batch;
  private final int context;

  Validation(int[] tokens, Recipe recipe) {
    this.tokens = tokens;
    this.batch = recipe.batch();
    this.context = recipe.context();
  }

  /** How many predictions {@link #whole} averages. */
  long predictions() {
    return (long) windows() * context;
  }

  private int windows() {
    return (tokens.length - 1) / context;
  }

  /** Over the whole text, but for what is left behind the last full window. */
  double whole(Gpt model) {
    return mean(model, windows());
  }

  /** Over a few windows from all parts of the text, the same ones each time. */
  double estimate(Gpt model) {
    return mean(model, Math.min(windows(), BATCHES_OF_AN_ESTIMATE * batch));
  }

  private double mean(Gpt model, int count) {
    model.eval();
    double sum = 0;
    for (int done = 0; done < count; done += batch) {
      int used = Math.min(batch, count - done);
      float[] losses = losses(model, starts(done, count));
      for (int i = 0; i < used * context; i++) {
        sum += losses[i];
      }
    }
    model.train();
    return sum / ((double) count * context);
  }

  /**
   * Where a batch of windows begins; behind the last one it repeats, so that all batches are one
   * plan.
   */
  private int[] starts(int done, int count) {
    int[] starts = new int[batch];
    for (int i = 0; i < batch; i++) {
      long window = Math.min(done + i, count - 1);
      starts[i] = (int) (window * windows() / count) * context;
    }
    return starts;
  }

  private float[] losses(Gpt model, int[] starts) {
    Batch windows = Batch.at(tokens, starts, context);
    return Autograd.noGrad(
        () -> {
          Tensor scores =
              model.forward(windows.inputs()).flatten(0, 1); // (batch*context, vocabulary)
          Tensor targets = windows.targets().flatten();
          return scores.crossEntropy(targets, -100, Reduction.NONE).toFloatArray();
        });
  }
}
