package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The right sides of the rules about parts of an axis: PAD, CONCAT and the SHRINK of them. */
final class Slices {
  private Slices() {}

  /** Parts that are CONCATs along the same axis give way to their own parts; empty parts go. */
  static Node flattened(Node concat) {
    List<Node> parts = new ArrayList<>();
    int axis = axis(concat);
    for (Node part : concat.sources()) {
      if (part.op() == Op.CONCAT && axis(part) == axis) {
        parts.addAll(part.sources());
      } else if (!part.shape().size(axis).is(0)) {
        parts.add(part);
      }
    }
    return parts.isEmpty() || parts.size() == concat.arity() && parts.equals(concat.sources())
        ? concat
        : Nodes.concat(parts, axis);
  }

  private static int axis(Node concat) {
    return ((Arg.Axis) concat.arg()).axis();
  }

  /** Takes of what was padded what was asked for, and pads that; a constant if that is nothing. */
  static Node shrinkPad(Node shrink) {
    Arg.Shrink slice = (Arg.Shrink) shrink.arg();
    Arg.Pad pad = (Arg.Pad) shrink.source(0).arg();
    Node x = shrink.source(0).source(0);
    List<Size> starts = new ArrayList<>();
    List<Size> sizes = new ArrayList<>();
    List<Size> before = new ArrayList<>();
    List<Size> after = new ArrayList<>();
    for (int axis = 0; axis < shrink.shape().rank(); axis++) {
      Size start = slice.starts().get(axis).minus(pad.before().get(axis));
      Size size = shrink.shape().size(axis);
      int step = slice.steps().get(axis);
      Size last = start.plus(size.plus(-1).times(step));
      Size whole = x.shape().size(axis);
      if (last.max() < 0 || start.minus(whole).min() >= 0) {
        return Nodes.constant(shrink.shape(), pad.fill());
      }
      boolean inside = start.min() >= 0 && whole.minus(last).min() >= 1;
      if (!inside && !(step == 1 && start.isFixed() && size.isFixed() && whole.isFixed())) {
        return shrink;
      }
      Size from = inside ? start : Size.of(Math.max(0, start.fixed()));
      Size end = inside ? start.plus(size) : Size.of(Math.min(whole.fixed(), last.fixed() + 1));
      starts.add(from);
      sizes.add(inside ? size : end.minus(from));
      before.add(from.minus(start));
      after.add(inside ? Size.ZERO : last.plus(1).minus(end));
    }
    return Nodes.pad(Nodes.shrink(x, starts, sizes, slice.steps()), before, after, pad.fill());
  }

  /** Takes from each part what was asked for of it. */
  static Node shrinkConcat(Node shrink) {
    Arg.Shrink slice = (Arg.Shrink) shrink.arg();
    Node concat = shrink.source(0);
    int axis = axis(concat);
    int step = slice.steps().get(axis);
    Size size = shrink.shape().size(axis);
    if (!slice.starts().get(axis).isFixed() || !size.isFixed() || size.is(0)) {
      return shrink;
    }
    long from = slice.starts().get(axis).fixed();
    long end = from + (size.fixed() - 1) * step + 1;
    List<Node> taken = new ArrayList<>();
    long offset = 0;
    for (Node part : concat.sources()) {
      if (!part.shape().size(axis).isFixed()) {
        return shrink;
      }
      long length = part.shape().size(axis).fixed();
      long first = Math.max(from, offset);
      long last = Math.min(end, offset + length);
      boolean whole = from >= offset && end <= offset + length;
      if (first < last && (step == 1 || whole)) {
        taken.add(part(shrink, part, first - offset, step == 1 ? last - first : size.fixed()));
      } else if (first < last) {
        return shrink;
      }
      offset += length;
    }
    return Nodes.concat(taken, axis);
  }

  private static Node part(Node shrink, Node part, long start, long size) {
    int axis = axis(shrink.source(0));
    Arg.Shrink slice = (Arg.Shrink) shrink.arg();
    List<Size> starts = new ArrayList<>(slice.starts());
    starts.set(axis, Size.of(start));
    Shape shape = shrink.shape().with(axis, Size.of(size));
    return Nodes.shrink(part, starts, shape.sizes(), slice.steps());
  }

  /** What lies at {@code start} along the axis in question. */
  private record Piece(Size start, Node value) {
    Size end(int axis) {
      return start.plus(value.shape().size(axis));
    }
  }

  /** The sum of two nodes that are zero wherever the other is not, as one CONCAT. */
  static Optional<Node> joined(Node p, Node q) {
    for (int axis = 0; axis < p.shape().rank(); axis++) {
      List<Piece> pieces = new ArrayList<>();
      if (addPieces(p, axis, pieces) && addPieces(q, axis, pieces)) {
        pieces.sort(Comparator.comparingLong(piece -> piece.start.min()));
        Optional<List<Node>> parts = filled(pieces, axis, p);
        if (parts.isPresent()) {
          return Optional.of(Nodes.concat(parts.get(), axis));
        }
      }
    }
    return Optional.empty();
  }

  /** Adds what of a PAD or CONCAT is not zero; false if it has not that form along the axis. */
  private static boolean addPieces(Node node, int axis, List<Piece> pieces) {
    if (node.op() == Op.CONCAT) {
      Size start = Size.ZERO;
      for (Node part : node.sources()) {
        if (!isZero(part)) {
          pieces.add(new Piece(start, part));
        }
        start = start.plus(part.shape().size(axis));
      }
      return axis(node) == axis;
    }
    Arg.Pad pad = (Arg.Pad) node.arg();
    boolean onlyThisAxis =
        IntStream.range(0, node.shape().rank())
            .allMatch(i -> i == axis || pad.before().get(i).is(0) && pad.after().get(i).is(0));
    if (!onlyThisAxis || !pad.fill().equals(Literal.of(node.dtype(), 0L))) {
      return false;
    }
    pieces.add(new Piece(pad.before().get(axis), node.source(0)));
    return true;
  }

  private static boolean isZero(Node node) {
    return node.isConst() && node.literal().equals(Literal.of(node.dtype(), 0L));
  }

  /** The pieces with zeros around them; empty if they overlap or their order is not known. */
  private static Optional<List<Node>> filled(List<Piece> pieces, int axis, Node like) {
    List<Node> parts = new ArrayList<>();
    Size end = Size.ZERO;
    for (Piece piece : pieces) {
      if (!addGap(parts, piece.start.minus(end), axis, like)) {
        return Optional.empty();
      }
      parts.add(piece.value);
      end = piece.end(axis);
    }
    boolean fits = addGap(parts, like.shape().size(axis).minus(end), axis, like);
    return fits ? Optional.of(parts) : Optional.empty();
  }

  /** Adds so many zeros; false if they may be less than none. */
  private static boolean addGap(List<Node> parts, Size gap, int axis, Node like) {
    if (!gap.is(0) && gap.min() >= 0) {
      Shape shape = like.shape().with(axis, gap);
      parts.add(Nodes.constant(shape, Literal.of(like.dtype(), 0L)));
    }
    return gap.min() >= 0;
  }
}
