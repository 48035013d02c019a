package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.List;

/**
 * Matrix products as sums of products: both operands are laid out as {@code (batch..., m, n, k)} by
 * movement, multiplied and summed over k. The compiler knows that form.
 */
final class Products {
  private Products() {}

  /** PyTorch's rules: vectors are completed to matrices, leading dims broadcast. */
  static Tensor matmul(Tensor x, Tensor y) {
    Shape a = x.shape();
    Shape b = y.shape();
    Shapes.check(
        a.rank() > 0 && b.rank() > 0,
        "matmul",
        () -> "needs at least one dim each, " + Shapes.text(a) + " x " + Shapes.text(b));
    Size inner = a.size(a.rank() - 1);
    Size other = b.size(Math.max(0, b.rank() - 2));
    checkInner("matmul", a, b, inner, other);
    Tensor left = x.dim() == 1 ? x.unsqueeze(0) : x;
    Tensor right = y.dim() == 1 ? y.unsqueeze(0) : y.transpose(-2, -1); // (batch..., n, k)
    Tensor product = contract("matmul", left, right);
    if (x.dim() == 1) {
      product = product.squeeze(-2);
    }
    return y.dim() == 1 ? product.squeeze(-1) : product;
  }

  /** {@code x W^T}, W being (out, in). */
  static Tensor linear(Tensor x, Tensor weight) {
    Shapes.check(
        weight.dim() == 2 && x.dim() >= 1,
        "linear",
        () ->
            "needs input (..., in) and weight (out, in), got "
                + Shapes.text(x.shape())
                + " and "
                + Shapes.text(weight.shape()));
    checkInner(
        "linear", x.shape(), weight.shape(), x.shape().size(x.dim() - 1), weight.shape().size(1));
    Tensor rows = x.dim() == 1 ? x.unsqueeze(0) : x;
    Tensor product = contract("linear", rows, weight);
    return x.dim() == 1 ? product.squeeze(0) : product;
  }

  private static void checkInner(String op, Shape a, Shape b, Size inner, Size other) {
    Shapes.check(
        inner.equals(other),
        op,
        () ->
            "inner sizes differ, "
                + Shapes.text(a)
                + " x "
                + Shapes.text(b)
                + ": "
                + inner
                + " != "
                + other);
  }

  /** (batch..., m, k) times (batch..., n, k), summed over k. */
  static Tensor contract(String op, Tensor x, Tensor y) {
    Operands in = Operands.of(op, x, y);
    DType dtype = Promotion.of(x, y);
    Shapes.check(!dtype.isBool(), op, "is not defined for bool");
    Shape a = x.shape();
    Shape b = y.shape();
    Shape batch =
        Shapes.broadcast(op, Shapes.part(a, 0, a.rank() - 2), Shapes.part(b, 0, b.rank() - 2));
    Size m = a.size(a.rank() - 2);
    Size n = b.size(b.rank() - 2);
    Size k = a.size(a.rank() - 1);
    Shape all = Shapes.joined(batch, Shape.of(List.of(m, n, k)));
    Node left = spread(Nodes.cast(in.node(0), dtype), 1, all);
    Node right = spread(Nodes.cast(in.node(1), dtype), 2, all);
    return in.result(Nodes.reduce(Op.ADD, left.times(right), List.of(all.rank() - 1)));
  }

  /** Inserts an axis of size 1 that many places before the end, and expands. */
  private static Node spread(Node x, int fromEnd, Shape all) {
    Shape column = Shapes.inserted(x.shape(), x.shape().rank() - fromEnd, Size.ONE);
    return Elementwise.expand(Nodes.reshape(x, column), all);
  }

  static Tensor outer(Tensor x, Tensor y) {
    Shapes.check(
        x.dim() == 1 && y.dim() == 1,
        "outer",
        () ->
            "needs two vectors, got " + Shapes.text(x.shape()) + " and " + Shapes.text(y.shape()));
    return x.unsqueeze(1).mul(y.unsqueeze(0));
  }
}
