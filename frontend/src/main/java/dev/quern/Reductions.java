package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.List;

/** Combining elements along dims. */
final class Reductions {
  private Reductions() {}

  /** A REDUCE of x, already in the dtype that the result is to have. */
  static Tensor reduce(String name, Op kind, Tensor x, int[] dims, boolean keepdim) {
    List<Integer> axes = Shapes.axes(name, dims, x.shape());
    Operands in = Operands.of(name, x);
    Node reduced = Nodes.reduce(kind, in.node(0), axes);
    return in.result(keepdim ? Nodes.reshape(reduced, Shapes.withOnes(x.shape(), axes)) : reduced);
  }

  /** Bools and integers add up to int64, as in PyTorch. */
  static Tensor sum(Tensor x, int[] dims, boolean keepdim) {
    return reduce("sum", Op.ADD, widened(x), dims, keepdim);
  }

  static Tensor prod(Tensor x, int[] dims, boolean keepdim) {
    return reduce("prod", Op.MUL, widened(x), dims, keepdim);
  }

  private static Tensor widened(Tensor x) {
    return x.dtype().isFloat() ? x : x.to(DType.INT64);
  }

  static Tensor mean(String op, Tensor x, int[] dims, boolean keepdim) {
    Shapes.check(x.dtype().isFloat(), op, () -> "needs a float tensor, got " + x.dtype());
    Tensor sum = reduce(op, Op.ADD, x, dims, keepdim);
    Shape counted = counted(op, x, dims);
    return counted.isFixed() ? sum.div((double) counted.elements()) : sum.div(terms(sum, counted));
  }

  /** How many elements a shape with sizes that vary has, as a tensor like the sum of them. */
  private static Tensor terms(Tensor sum, Shape counted) {
    Node terms = Node.index(1);
    for (Size size : counted.sizes()) {
      terms = terms.times(size.node());
    }
    return Tensor.ofNode(Nodes.cast(terms, sum.dtype()), sum.device()).detach();
  }

  static Tensor var(String op, Tensor x, int[] dims, double correction, boolean keepdim) {
    Tensor centred = x.sub(mean(op, x, dims, true));
    Tensor squares = reduce(op, Op.ADD, centred.mul(centred), dims, keepdim);
    Shape counted = counted(op, x, dims);
    return counted.isFixed()
        ? squares.div(Math.max(0.0, counted.elements() - correction))
        : squares.div(terms(squares, counted).sub(correction).clampMin(0));
  }

  /** Elements that go into each result, where their number is fixed. */
  static long count(String op, Tensor x, int[] dims) {
    Shape counted = counted(op, x, dims);
    Shapes.check(
        counted.isFixed(), op, () -> Shapes.text(x.shape()) + " has a dim here that varies");
    return counted.elements();
  }

  /** The part of a shape whose elements go into each result. */
  private static Shape counted(String op, Tensor x, int[] dims) {
    List<Size> sizes = new ArrayList<>();
    Shapes.axes(op, dims, x.shape()).forEach(axis -> sizes.add(x.shape().size(axis)));
    return Shape.of(sizes);
  }

  static Tensor extreme(String name, Op kind, Tensor x, int[] dims, boolean keepdim) {
    for (int axis : Shapes.axes(name, dims, x.shape())) {
      Shapes.check(
          x.shape().size(axis).min() > 0,
          name,
          () -> "dim " + axis + " of " + Shapes.text(x.shape()) + " is empty and has no extreme");
    }
    return reduce(name, kind, x, dims, keepdim);
  }

  /** The first position of the extreme, or of NaN if there is one. */
  static Tensor argument(String name, Op kind, Tensor x, int dim, boolean keepdim) {
    int axis = Shapes.axis(name, dim, x.shape());
    if (x.dim() == 0) {
      return Tensor.scalar(0L);
    }
    Tensor extreme = extreme(name, kind, x.detach(), new int[] {axis}, true);
    Operands in = Operands.of(name, x.detach(), extreme);
    Shape shape = x.shape();
    Node row = in.node(0);
    Node hit = Elementwise.equal(row, Elementwise.expand(in.node(1), shape));
    if (x.dtype().isFloat()) {
      hit = Nodes.binary(Op.OR, hit, Elementwise.unequal(row, row));
    }
    Node position = Nodes.iota(DType.INT64, shape, axis);
    Node first = Nodes.where(hit, position, position.like(shape.size(axis).max()));
    Tensor found = reduce(name, Op.MIN, in.result(first), new int[] {axis}, keepdim);
    found.knowBounds(Bounds.within(0, shape.size(axis).max() - 1));
    return found;
  }

  /** The extreme along a dim with its position; the gradient goes to that position alone. */
  static ValuesAndIndices withIndices(String name, Op kind, Tensor x, int dim, boolean keepdim) {
    Tensor indices = argument(name, kind, x, dim, true);
    Tensor values = x.dim() == 0 ? x : Indexing.pick(x, Shapes.axis(name, dim, x.shape()), indices);
    return keepdim
        ? new ValuesAndIndices(values, indices)
        : new ValuesAndIndices(values.squeeze(dim), indices.squeeze(dim));
  }

  /** AND or OR of truth values. */
  static Tensor truth(String name, Op kind, Tensor x, int[] dims, boolean keepdim) {
    return reduce(name, kind, x.to(DType.BOOL), dims, keepdim);
  }
}
