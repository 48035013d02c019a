package dev.quern;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What {@link Tensor#scaledDotProductAttention(Tensor, Tensor, AttentionOptions)} does beside the
 * plain formula.
 *
 * @param mask bool: true takes part; float: added to the scores; broadcast to (..., L, S)
 * @param dropout probability with which a weight is zeroed
 * @param causal position i sees positions 0 to i only
 * @param scale of the scores; empty for 1/sqrt(head size)
 */
public record AttentionOptions(
    Optional<Tensor> mask, double dropout, boolean causal, OptionalDouble scale) {
  public static final AttentionOptions PLAIN =
      new AttentionOptions(Optional.empty(), 0, false, OptionalDouble.empty());
  public static final AttentionOptions CAUSAL =
      new AttentionOptions(Optional.empty(), 0, true, OptionalDouble.empty());

  public AttentionOptions withMask(Tensor mask) {
    return new AttentionOptions(Optional.of(mask), dropout, causal, scale);
  }

  public AttentionOptions withDropout(double dropout) {
    return new AttentionOptions(mask, dropout, causal, scale);
  }

  public AttentionOptions withScale(double scale) {
    return new AttentionOptions(mask, dropout, causal, OptionalDouble.of(scale));
  }
}
