package dev.quern.data;

import dev.quern.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random windows of a sequence of tokens: the inputs, and as targets the tokens that follow each;
 * both (batch, context), int32.
 */
public final class TokenBatches {
  /** One batch. */
  public record Batch(Tensor inputs, Tensor targets) {}

  private final int[] tokens;
  private final int batch;
  private final int context;
  private final SplittableRandom random;

  public TokenBatches(int[] tokens, int batch, int context, long seed) {
    if (batch < 1 || context < 1 || tokens.length <= context) {
      throw new IllegalArgumentException(
          "TokenBatches: batch "
              + batch
              + " and context "
              + context
              + " must be positive, and "
              + tokens.length
              + " tokens more than the context");
    }
    this.tokens = tokens.clone();
    this.batch = batch;
    this.context = context;
    this.random = new SplittableRandom(seed);
  }

  /** The next batch; equal seeds give equal sequences of them. */
  public Batch next() {
    int[] inputs = new int[batch * context];
    int[] targets = new int[batch * context];
    for (int row = 0; row < batch; row++) {
      int start = random.nextInt(tokens.length - context);
      System.arraycopy(tokens, start, inputs, row * context, context);
      System.arraycopy(tokens, start + 1, targets, row * context, context);
    }
    return new Batch(Tensor.of(inputs, batch, context), Tensor.of(targets, batch, context));
  }

  /** Batches that have been drawn already, passed over: to go on where a run stopped. */
  public TokenBatches skip(long batches) {
    for (long i = 0; i < Math.multiplyExact(batches, (long) batch); i++) {
      random.nextInt(tokens.length - context);
    }
    return this;
  }

  @Override
  public String toString() {
    return "TokenBatches of "
        + Arrays.toString(new int[] {batch, context})
        + " from "
        + tokens.length;
  }
}
