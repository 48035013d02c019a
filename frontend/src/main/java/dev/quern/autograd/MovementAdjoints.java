package dev.quern.autograd;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The gradients of movement ops: movement back, sums where elements were repeated. */
final class MovementAdjoints {
  private MovementAdjoints() {}

  static Node sumOfRepeats(Node g, Shape shape) {
    List<Integer> repeated = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.size(axis).is(1) && !g.shape().size(axis).is(1)) {
        repeated.add(axis);
      }
    }
    return Nodes.reshape(Nodes.reduce(Op.ADD, g, repeated), shape);
  }

  static List<Size> offset(Node concat, int part) {
    int axis = ((Arg.Axis) concat.arg()).axis();
    Size start = Size.ZERO;
    for (int i = 0; i < part; i++) {
      start = start.plus(concat.source(i).shape().size(axis));
    }
    List<Size> starts = zeros(concat.shape().rank());
    starts.set(axis, start);
    return starts;
  }

  static Node part(Node x, List<Size> starts, Shape shape) {
    return Nodes.shrink(x, starts, shape.sizes(), Collections.nCopies(shape.rank(), 1));
  }

  static List<Size> zeros(int rank) {
    return new ArrayList<>(Collections.nCopies(rank, Size.ZERO));
  }

  /** The elements of a slice where they were taken from, zeros elsewhere. */
  static Node amongZeros(Node g, Arg.Shrink slice, Shape shape) {
    List<Size> before = new ArrayList<>(slice.starts());
    List<Size> after = new ArrayList<>();
    Node spaced = g;
    for (int axis = 0; axis < shape.rank(); axis++) {
      spaced = spaced(spaced, axis, slice.steps().get(axis));
      after.add(shape.size(axis).minus(before.get(axis)).minus(spaced.shape().size(axis)));
    }
    return Nodes.pad(spaced, before, after, Literal.of(g.dtype(), 0L));
  }

  /** The elements of an axis {@code step} apart, with zeros between them. */
  static Node spaced(Node x, int axis, int step) {
    long size = step == 1 ? 0 : x.shape().size(axis).fixed();
    if (step == 1 || size == 0) {
      return x;
    }
    List<Size> sizes = new ArrayList<>(x.shape().sizes());
    sizes.add(axis + 1, Size.ONE);
    Node column = Nodes.reshape(x, Shape.of(sizes));
    List<Size> after = zeros(sizes.size());
    after.set(axis + 1, Size.of(step - 1));
    Node stuffed = Nodes.pad(column, zeros(sizes.size()), after, Literal.of(x.dtype(), 0L));
    Node flat = Nodes.reshape(stuffed, x.shape().with(axis, Size.of(size * step)));
    return part(
        flat, zeros(x.shape().rank()), x.shape().with(axis, Size.of((size - 1) * step + 1)));
  }
}
