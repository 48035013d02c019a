package dev.quern.cli;

import dev.quern.Generator;
import dev.quern.Tensor;

/** Random windows of a text: the tokens, a batch size and a random sequence turned into tensors. */
final class Batches {
  /** Tokens and those that follow them, both (batch, context). */
  record Batch(Tensor inputs, Tensor targets) {
    /** The windows of {@code context} tokens that begin at these places. */
    static Batch at(int[] tokens, int[] starts, int context) {
      int[] inputs = new int[starts.length * context];
      int[] targets = new int[starts.length * context];
      for (int i = 0; i < starts.length; i++) {
        System.arraycopy(tokens, starts[i], inputs, i * context, context);
        System.arraycopy(tokens, starts[i] + 1, targets, i * context, context);
      }
      return new Batch(
          Tensor.of(inputs, starts.length, context), Tensor.of(targets, starts.length, context));
    }
  }

  private final int[] tokens;
  private final int batch;
  private final int context;
  private final Generator random;

  Batches(int[] tokens, Recipe recipe, Generator random) {
    this.tokens = tokens;
    this.batch = recipe.batch();
    this.context = recipe.context();
    this.random = random;
  }

  Batch next() {
    int[] starts = new int[batch];
    for (int i = 0; i < batch; i++) {
      starts[i] = below(tokens.length - context);
    }
    return Batch.at(tokens, starts, context);
  }

  /** 0 to bound - 1, each as likely as the others within 1 in 2^31 / bound. */
  private int below(int bound) {
    return (int) ((random.next() >>> 33) * bound >>> 31);
  }
}
