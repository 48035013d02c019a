package dev.quern.autograd;

import static dev.quern.autograd.Adjoints.truth;
import static dev.quern.autograd.Adjoints.zero;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The gradients of reductions. */
final class ReduceAdjoints {
  private ReduceAdjoints() {}

  static Node of(Node y, Node g) {
    Node x = y.source(0);
    Arg.Reduce reduce = (Arg.Reduce) y.arg();
    Node spread = spread(Nodes.cast(g, x.dtype()), x.shape(), reduce.axes());
    return switch (reduce.kind()) {
      case ADD -> spread;
      case MUL -> spread.times(productOfOthers(x, reduce.axes()));
      case MAX, MIN -> sharedAmongTies(y, spread);
      default -> throw new AssertionError("autograd: reduce " + reduce.kind() + " has no gradient");
    };
  }

  /** A reduced value at every element that went into it. */
  private static Node spread(Node reduced, Shape shape, List<Integer> axes) {
    Shape ones = shape;
    for (int axis : axes) {
      ones = ones.with(axis, Size.ONE);
    }
    return Nodes.expand(Nodes.reshape(reduced, ones), shape);
  }

  private static Node sharedAmongTies(Node y, Node spread) {
    Node x = y.source(0);
    List<Integer> axes = ((Arg.Reduce) y.arg()).axes();
    Node ties = Nodes.binary(Op.CMPEQ, x, spread(Nodes.cast(y, x.dtype()), x.shape(), axes));
    Node count = Nodes.reduce(Op.ADD, truth(ties, x.dtype()), axes);
    return Nodes.where(ties, spread.over(spread(count, x.shape(), axes)), zero(spread));
  }

  /**
   * For each element the product of all others, without dividing, so that zeros are no exception
   * and gradients of gradients hold. The work is quadratic in the elements reduced.
   */
  private static Node productOfOthers(Node x, List<Integer> axes) {
    int kept = x.shape().rank() - axes.size();
    List<Integer> order = new ArrayList<>();
    IntStream.range(0, x.shape().rank()).filter(axis -> !axes.contains(axis)).forEach(order::add);
    order.addAll(axes);
    Node moved = Nodes.permute(x, order);
    long count =
        axes.stream().mapToLong(axis -> x.shape().size(axis).fixed()).reduce(1, (a, b) -> a * b);
    List<Size> sizes = new ArrayList<>(moved.shape().sizes().subList(0, kept));
    sizes.addAll(List.of(Size.ONE, Size.of(count)));
    Node row = Nodes.reshape(moved, Shape.of(sizes)); // (kept..., 1, count)
    Shape square = row.shape().with(kept, Size.of(count));
    Node all = Nodes.expand(row, square);
    Node itself =
        Nodes.binary(
            Op.CMPEQ,
            Nodes.iota(DType.INT32, square, kept),
            Nodes.iota(DType.INT32, square, kept + 1));
    Node others = Nodes.reduce(Op.MUL, Nodes.where(itself, all.like(1.0), all), List.of(kept + 1));
    return Nodes.permute(Nodes.reshape(others, moved.shape()), inverse(order));
  }

  static List<Integer> inverse(List<Integer> order) {
    List<Integer> inverse = new ArrayList<>(order);
    for (int i = 0; i < order.size(); i++) {
      inverse.set(order.get(i), i);
    }
    return inverse;
  }
}
