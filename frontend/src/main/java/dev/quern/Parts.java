package dev.quern;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A tensor with a part replaced: the value is padded to the whole and selected within its place.
 */
final class Parts {
  private Parts() {}

  static Tensor selectScatter(Tensor x, Tensor value, int dim, int index) {
    Shapes.check(x.dim() > 0, "selectScatter", "a scalar has no dims");
    int axis = Shapes.axis("selectScatter", dim, x.shape());
    int size = x.size(axis);
    Shapes.check(
        index >= -size && index < size,
        "selectScatter",
        () ->
            "index " + index + " is out of range for dim " + dim + " of " + Shapes.text(x.shape()));
    int start = index < 0 ? index + size : index;
    Shape row = x.shape().without(List.of(axis));
    Tensor fitted = broadcast("selectScatter", value, row);
    return replace("selectScatter", x, fitted.unsqueeze(axis), axis, start);
  }

  static Tensor sliceScatter(Tensor x, Tensor value, int dim, int start, int end) {
    Shape part = Movement.slice(x, dim, start, end, 1).shape();
    int axis = Shapes.axis("sliceScatter", dim, x.shape());
    int size = x.size(axis);
    int from = Math.min(size, Math.max(0, start < 0 ? start + size : start));
    return replace("sliceScatter", x, broadcast("sliceScatter", value, part), axis, from);
  }

  private static Tensor broadcast(String op, Tensor value, Shape shape) {
    Shapes.check(
        Shapes.broadcast(op, value.shape(), shape).equals(shape),
        op,
        () -> "a value " + Shapes.text(value.shape()) + " does not fit into " + Shapes.text(shape));
    return Movement.expand(op, value, shape);
  }

  private static Tensor replace(String op, Tensor x, Tensor value, int axis, int start) {
    Operands in = Operands.of(op, x, value);
    List<Size> before = new ArrayList<>(Collections.nCopies(x.dim(), Size.ZERO));
    List<Size> after = new ArrayList<>(before);
    before.set(axis, Size.of(start));
    after.set(axis, Size.of((long) x.size(axis) - start - value.size(axis)));
    Node inside = Nodes.constant(value.shape(), Literal.of(DType.BOOL, 1L));
    Node place = Nodes.pad(inside, before, after, Literal.of(DType.BOOL, 0L));
    Node fitted = Elementwise.fit(in.node(1), x.dtype(), value.shape());
    Node spread = Nodes.pad(fitted, before, after, Literal.of(x.dtype(), 0L));
    return in.result(Nodes.where(place, spread, in.node(0)));
  }
}
