package dev.quern.data;

import dev.quern.Tensor;
import java.util.SplittableRandom;

/**
 * Windows of a sequence of tokens in random order: the inputs, and as targets the tokens that
 * follow each; both (batch, context), int32.
 *
 * <p>Each pass over the sequence cuts it into windows that do not overlap, from a random place
 * among the first {@code context} tokens, and shuffles them; so every token is learned from as
 * often as any other, which windows at independent places do not give.
 */
public final class TokenBatches {
  /** One batch. */
  public record Batch(Tensor inputs, Tensor targets) {
    /** The windows of {@code context} tokens that begin at these places. */
    public static Batch at(int[] tokens, int[] starts, int context) {
      int[] inputs = new int[starts.length * context];
      int[] targets = new int[starts.length * context];
      for (int row = 0; row < starts.length; row++) {
        System.arraycopy(tokens, starts[row], inputs, row * context, context);
        System.arraycopy(tokens, starts[row] + 1, targets, row * context, context);
      }
      return new Batch(
          Tensor.of(inputs, starts.length, context), Tensor.of(targets, starts.length, context));
    }
  }

  private final int[] tokens;
  private final int batch;
  private final int context;
  private final SplittableRandom random;
  private int[] pass = {}; // where its windows begin, in their order
  private int drawn; // of this pass

  /** An error if there are not more tokens than {@code context}, or a size is not positive. */
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
    return Batch.at(tokens, starts(), context);
  }

  /** Batches that have been drawn already, passed over: to go on where a run stopped. */
  public TokenBatches skip(long batches) {
    for (long i = 0; i < batches; i++) {
      starts();
    }
    return this;
  }

  private int[] starts() {
    int[] starts = new int[batch];
    for (int row = 0; row < batch; row++) {
      if (drawn == pass.length) {
        pass = shuffled();
        drawn = 0;
      }
      starts[row] = pass[drawn++];
    }
    return starts;
  }

  /** The windows of one pass, by the shuffle of Fisher and Yates. */
  private int[] shuffled() {
    int first = random.nextInt(Math.min(context, tokens.length - context));
    int[] starts = new int[(tokens.length - 1 - first) / context];
    for (int i = 0; i < starts.length; i++) {
      int j = random.nextInt(i + 1);
      starts[i] = starts[j];
      starts[j] = first + i * context;
    }
    return starts;
  }

  @Override
  public String toString() {
    return "TokenBatches of [" + batch + ", " + context + "] from " + tokens.length;
  }
}
