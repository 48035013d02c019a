package dev.quern.tests.fuzz;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import java.util.List;
import java.util.Random;

/** Steps of growth that round: functions where they are smooth, softmax, norms, activations. */
final class Smooth {
  private final Random random;
  private final Growth growth;
  private final Sizes sizes;

  Smooth(Random random, Growth growth, Sizes sizes) {
    this.random = random;
    this.growth = growth;
    this.sizes = sizes;
  }

  Node grow() {
    Node x = growth.pickReal();
    return switch (random.nextInt(14)) {
      case 0 -> Nodes.unary(Op.TANH, x);
      case 1 -> Nodes.unary(random.nextBoolean() ? Op.SIN : Op.COS, x);
      case 2 -> Nodes.unary(Op.ERF, x);
      case 3 -> Nodes.unary(Op.EXP, Nodes.unary(Op.NEG, Nodes.unary(Op.ABS, x)));
      case 4 -> Nodes.unary(Op.LOG, positive(x));
      case 5 -> Nodes.unary(Op.SQRT, positive(x));
      case 6 -> x.over(positive(growth.like(x)));
      case 7 -> Nodes.binary(Op.POW, positive(x), x.like(random.nextBoolean() ? 1.5 : -0.5));
      case 8, 9 -> softmax(x);
      case 10, 11 -> norm(x);
      case 12 ->
          x.times(x.like(0.5)).times(Nodes.unary(Op.ERF, x.times(x.like(0.7))).plus(x.like(1.0)));
      default -> Nodes.unary(Op.TANH, x.times(x.like(0.1)));
    };
  }

  /** A function anywhere, also where it is not smooth. */
  Node function() {
    Node x = growth.pickReal();
    List<Op> ops = List.of(Op.EXP, Op.LOG, Op.SQRT, Op.TANH, Op.SIN, Op.COS, Op.ERF, Op.FLOOR);
    int chosen = random.nextInt(ops.size() + 2);
    return switch (chosen - ops.size()) {
      case 0 -> x.over(growth.like(x));
      case 1 -> Nodes.binary(Op.POW, x, growth.like(x));
      default -> Nodes.unary(ops.get(chosen), x);
    };
  }

  private static Node positive(Node x) {
    return Nodes.unary(Op.ABS, x).plus(x.like(0.5));
  }

  private Node softmax(Node x) {
    Shape shape = x.shape();
    List<Integer> axes = axes(shape);
    Node shifted = x.minus(Growth.keep(Nodes.reduce(Op.MAX, x, axes), shape, axes));
    Node e = Nodes.unary(Op.EXP, shifted);
    Node sum = Nodes.reduce(Op.ADD, e, axes);
    return random.nextBoolean()
        ? e.over(Growth.keep(sum, shape, axes))
        : shifted.minus(Growth.keep(Nodes.unary(Op.LOG, sum), shape, axes));
  }

  private Node norm(Node x) {
    Shape shape = x.shape();
    List<Integer> axes = axes(shape);
    double scale = 1;
    for (int axis : axes) {
      scale /= shape.max(axis);
    }
    Node centred = x;
    if (random.nextBoolean()) {
      Node mean = Nodes.reduce(Op.ADD, x, axes);
      centred = x.minus(Growth.keep(mean.times(mean.like(scale)), shape, axes));
    }
    Node variance = Nodes.reduce(Op.ADD, centred.times(centred), axes);
    Node deviation =
        Nodes.unary(Op.SQRT, variance.times(variance.like(scale)).plus(variance.like(0.01)));
    return centred.over(Growth.keep(deviation, shape, axes));
  }

  /** Mostly the last axis, as rows are. */
  private List<Integer> axes(Shape shape) {
    int rank = shape.rank();
    if (rank == 0) {
      throw new IllegalArgumentException("a scalar has no rows");
    }
    return random.nextInt(3) == 0 ? sizes.axes(rank) : List.of(rank - 1);
  }
}
