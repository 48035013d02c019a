package dev.quern.autograd;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * The adjoint of a sliding window. Element {@code o*stride + k*dilation} gets the gradients of all
 * (o, k) that read it; the elements are taken by their remainder modulo the stride (the stride's
 * phases), because within one phase each k is a shift and no zeros are stuffed between elements.
 */
final class Windows {
  private Windows() {}

  /** The gradient of x, given that of {@code WINDOW(x)}, whose last axis is k. */
  static Node adjoint(Node g, Arg.Window window, Shape shape) {
    int axis = window.axis();
    int stride = window.stride();
    long rows = (shape.size(axis).fixed() + stride - 1) / stride; // of each phase
    List<Node> phases = new ArrayList<>();
    for (int phase = 0; phase < stride; phase++) {
      phases.add(phase(g, window, phase, shape.with(axis, Size.of(rows))));
    }
    Node joined = interleave(phases, axis);
    return MovementAdjoints.part(joined, MovementAdjoints.zeros(shape.rank()), shape);
  }

  private static Node phase(Node g, Arg.Window window, int phase, Shape shape) {
    Node sum = Nodes.constant(shape, Literal.of(g.dtype(), 0L));
    boolean first = true;
    for (int k = 0; k < window.size(); k++) {
      int reach = k * window.dilation();
      if (reach % window.stride() == phase) {
        Node shifted = shifted(g, window.axis(), k, reach / window.stride(), shape);
        sum = first ? shifted : sum.plus(shifted);
        first = false;
      }
    }
    return sum;
  }

  /** The gradients of offset k, moved along the axis by {@code shift} and padded to the phase. */
  private static Node shifted(Node g, int axis, int k, int shift, Shape shape) {
    int last = g.shape().rank() - 1;
    List<Size> starts = MovementAdjoints.zeros(last + 1);
    starts.set(last, Size.of(k));
    Node column = MovementAdjoints.part(g, starts, g.shape().with(last, Size.ONE));
    Node x = Nodes.reshape(column, Shape.of(g.shape().sizes().subList(0, last)));
    List<Size> before = MovementAdjoints.zeros(last);
    List<Size> after = MovementAdjoints.zeros(last);
    before.set(axis, Size.of(shift));
    after.set(axis, shape.size(axis).minus(x.shape().size(axis)).plus(-shift));
    return Nodes.pad(x, before, after, Literal.of(g.dtype(), 0L));
  }

  /** Element {@code q*phases + r} of the axis is element q of phase r. */
  private static Node interleave(List<Node> phases, int axis) {
    Node first = phases.get(0);
    if (phases.size() == 1) {
      return first;
    }
    List<Size> column = new ArrayList<>(first.shape().sizes());
    column.add(axis + 1, Size.ONE);
    List<Node> parts =
        phases.stream().map(phase -> Nodes.reshape(phase, Shape.of(column))).toList();
    Size joined = first.shape().size(axis).times(phases.size());
    return Nodes.reshape(Nodes.concat(parts, axis + 1), first.shape().with(axis, joined));
  }
}
