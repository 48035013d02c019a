package dev.quern;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Size;

/** softmax(Q K^T scale) V, with masks. */
final class Attention {
  private static final String NAME = "scaledDotProductAttention";

  private Attention() {}

  /** q is (..., L, size), k (..., S, size), v (..., S, values). */
  static Tensor of(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    Shapes.check(
        q.dim() >= 2 && k.dim() >= 2 && v.dim() >= 2 && rows(k).equals(rows(v)),
        NAME,
        () ->
            "needs query (..., L, E), key (..., S, E) and value (..., S, V), got " + text(q, k, v));
    Shapes.check(
        q.size(-1) == k.size(-1),
        NAME,
        () -> "query and key differ in their last dim, " + text(q, k, v));
    Shapes.check(
        !(options.causal() && options.mask().isPresent()),
        NAME,
        "takes a mask or the causal flag, not both");
    double scale = options.scale().orElse(1 / Math.sqrt(q.size(-1)));
    Tensor scores = Products.contract(NAME, q.mul(scale), k); // (..., L, S)
    Tensor weights = masked(scores, options).softmax(-1);
    return Activations.dropout(weights, options.dropout(), true).matmul(v); // (..., L, values)
  }

  private static Size rows(Tensor x) {
    return x.shape().size(x.dim() - 2);
  }

  private static Tensor masked(Tensor scores, AttentionOptions options) {
    if (options.causal()) {
      Operands in = Operands.of(NAME, scores);
      Node node = in.node(0);
      Node future = Movement.beyond(scores.shape(), 0, true);
      return in.result(Nodes.where(future, node.like(Double.NEGATIVE_INFINITY), node));
    }
    return options
        .mask()
        .map(mask -> mask.dtype().isBool() ? hidden(scores, mask) : scores.add(mask))
        .orElse(scores);
  }

  private static Tensor hidden(Tensor scores, Tensor mask) {
    Tensor away = Elementwise.unary(NAME, Op.NOT, mask);
    return scores.maskedFill(away, Double.NEGATIVE_INFINITY);
  }

  private static String text(Tensor q, Tensor k, Tensor v) {
    return Shapes.text(q.shape()) + ", " + Shapes.text(k.shape()) + ", " + Shapes.text(v.shape());
  }
}
