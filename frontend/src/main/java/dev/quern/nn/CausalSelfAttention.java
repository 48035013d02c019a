package dev.quern.nn;

import dev.quern.AttentionOptions;
import dev.quern.Tensor;

/** Multi-head attention in which each position sees itself and those before it. */
public final class CausalSelfAttention extends Module implements Layer {
  private final int width;
  private final int heads;
  private final double dropout;
  private final Linear qkv;
  private final Linear proj;

  public CausalSelfAttention(int width, int heads, boolean bias, double dropout) {
    this(width, heads, dropout, new Linear(width, 3 * width, bias), new Linear(width, width, bias));
  }

  /** With the layers given: {@code qkv} (3 width, width) and {@code proj} (width, width). */
  public CausalSelfAttention(int width, int heads, double dropout, Linear qkv, Linear proj) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          "CausalSelfAttention: width " + width + " does not divide into " + heads + " heads");
    }
    this.width = width;
    this.heads = heads;
    this.dropout = dropout;
    this.qkv = module("qkv", qkv);
    this.proj = module("proj", proj);
  }

  @Override
  public Tensor forward(Tensor x) { // (batch, time, width)
    return within(
        () -> {
          Tensor all = qkv.forward(x); // (batch, time, 3 width)
          AttentionOptions options =
              AttentionOptions.CAUSAL.withDropout(isTraining() ? dropout : 0);
          Tensor y = // (batch, heads, time, size)
              Tensor.scaledDotProductAttention(head(all, 0), head(all, 1), head(all, 2), options);
          Tensor joined = y.transpose(1, 2).flatten(2, 3); // (batch, time, width)
          return proj.forward(joined).dropout(dropout, isTraining());
        });
  }

  /** q, k or v, by heads: (batch, heads, time, size). */
  private Tensor head(Tensor all, int which) {
    return all.narrow(2, which * width, width).unflatten(2, heads, width / heads).transpose(1, 2);
  }
}
