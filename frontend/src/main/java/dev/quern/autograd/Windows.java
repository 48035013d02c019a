package dev.quern.autograd;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The adjoint of a sliding window. Element {@code o*stride + k*dilation} gets the gradients of all
 * (o, k) that read it. With {@code k*dilation = j*stride + r} that is element {@code (o+j)*stride +
 * r}: so offsets are laid out by (j, r), each j is shifted by as many positions, and positions and
 * r together are the elements again. Nothing is stuffed with zeros for the stride.
 */
final class Windows {
  private Windows() {}

  /** The gradient of x, given that of {@code WINDOW(x)}, whose last axis is k. */
  static Node adjoint(Node g, Arg.Window window, Shape shape) {
    int axis = window.axis();
    int stride = window.stride();
    long rows = (shape.size(axis).fixed() + stride - 1) / stride;
    Node laid = laidOut(g, window); // (..., positions, r, ..., j)
    Node sum = null;
    for (int j = 0; j < laid.shape().max(laid.shape().rank() - 1); j++) {
      if (isReached(window, j)) {
        Node shifted = shifted(laid, axis, j, rows);
        sum = sum == null ? shifted : sum.plus(shifted);
      }
    }
    Node joined = Nodes.reshape(sum, shape.with(axis, Size.of(rows * stride)));
    return MovementAdjoints.part(joined, MovementAdjoints.zeros(shape.rank()), shape);
  }

  private static boolean isReached(Arg.Window window, int j) {
    return IntStream.range(0, window.size())
        .anyMatch(k -> k * window.dilation() / window.stride() == j);
  }

  /** From (..., positions, ..., k) to (..., positions, r, ..., j), zero where there is no k. */
  private static Node laidOut(Node g, Arg.Window window) {
    int last = g.shape().rank() - 1;
    int stride = window.stride();
    Node spaced = MovementAdjoints.spaced(g, last, window.dilation());
    long reach = spaced.shape().size(last).fixed();
    long shifts = (reach + stride - 1) / stride;
    List<Size> none = MovementAdjoints.zeros(last + 1);
    List<Size> after = MovementAdjoints.zeros(last + 1);
    after.set(last, Size.of(shifts * stride - reach));
    Node whole = Nodes.pad(spaced, none, after, Literal.of(g.dtype(), 0L));
    List<Size> sizes = new ArrayList<>(whole.shape().sizes().subList(0, last));
    sizes.addAll(List.of(Size.of(shifts), Size.of(stride)));
    List<Integer> order = new ArrayList<>(IntStream.rangeClosed(0, last).boxed().toList());
    order.add(window.axis() + 1, last + 1);
    return Nodes.permute(Nodes.reshape(whole, Shape.of(sizes)), order);
  }

  /** The gradients of one j, moved along the positions and padded to so many rows. */
  private static Node shifted(Node laid, int axis, int j, long rows) {
    int last = laid.shape().rank() - 1;
    List<Size> starts = MovementAdjoints.zeros(last + 1);
    starts.set(last, Size.of(j));
    Node column = MovementAdjoints.part(laid, starts, laid.shape().with(last, Size.ONE));
    Node x = Nodes.reshape(column, Shape.of(laid.shape().sizes().subList(0, last)));
    List<Size> before = MovementAdjoints.zeros(last);
    List<Size> after = MovementAdjoints.zeros(last);
    before.set(axis, Size.of(j));
    after.set(axis, Size.of(rows - j).minus(x.shape().size(axis)));
    return Nodes.pad(x, before, after, Literal.of(x.dtype(), 0L));
  }
}
