package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which element of a movement op's source an element of its result is: the index of each source
 * axis, and a bool that is false where there is none (outside the source of a PAD).
 */
public record IndexMap(List<Node> indices, Node guard) {
  public static final Node ALWAYS =
      Node.of(Op.CONST, DType.BOOL, Shape.SCALAR, Arg.Literal.of(DType.BOOL, 1L));

  /** Where {@code movement}, asked for at {@code indices}, reads its only source. */
  public static IndexMap of(Node movement, List<Node> indices) {
    Shape source = movement.source(0).shape();
    return switch (movement.op()) {
      case RESHAPE -> plain(reshaped(indices, movement.shape(), source));
      case PERMUTE -> plain(permuted(indices, ((Arg.Axes) movement.arg()).axes()));
      case EXPAND -> plain(repeated(indices, source));
      case FLIP -> plain(flipped(indices, source, ((Arg.Axes) movement.arg()).axes()));
      case SHRINK -> plain(sliced(indices, (Arg.Shrink) movement.arg()));
      case PAD -> padded(indices, source, (Arg.Pad) movement.arg());
      case WINDOW -> plain(windowed(indices, (Arg.Window) movement.arg()));
      default -> throw new IllegalArgumentException(movement.op().text() + " is no movement");
    };
  }

  private static IndexMap plain(List<Node> indices) {
    return new IndexMap(indices, ALWAYS);
  }

  /** The row-major position of an element in storage. */
  public static Node flat(List<Node> indices, Shape shape) {
    long[] strides = shape.strides();
    Node sum = Node.index(0);
    for (int axis = 0; axis < indices.size(); axis++) {
      sum = sum.plus(indices.get(axis).times(strides[axis]));
    }
    return IndexAlgebra.simplify(sum);
  }

  /**
   * Axes are matched in groups of equal size, outermost first, so that only a group that is really
   * split or joined costs a division.
   */
  private static List<Node> reshaped(List<Node> indices, Shape from, Shape to) {
    List<Node> result = new ArrayList<>();
    if (to.elements() == 0) {
      return Collections.nCopies(to.rank(), Node.index(0)); // never asked for
    }
    int at = 0;
    for (int axis = 0; axis < to.rank(); ) {
      int start = at;
      int first = axis;
      long held = at < from.rank() ? from.size(at++).max() : 1;
      long needed = to.size(axis++).max();
      while (held != needed) {
        if (held < needed) {
          held *= from.size(at++).max();
        } else {
          needed *= to.size(axis++).max();
        }
      }
      Shape group = Shape.of(from.sizes().subList(start, at));
      split(flat(indices.subList(start, at), group), to, first, axis, result);
    }
    return result;
  }

  private static void split(Node flat, Shape to, int first, int end, List<Node> result) {
    long stride = 1;
    for (int axis = first; axis < end; axis++) {
      stride *= Math.max(1, to.size(axis).max());
    }
    for (int axis = first; axis < end; axis++) {
      long size = Math.max(1, to.size(axis).max());
      stride /= size;
      Node index = flat.over(Node.index(stride));
      if (axis > first) {
        index = index.modulo(Node.index(size));
      }
      result.add(size == 1 ? Node.index(0) : IndexAlgebra.simplify(index));
    }
  }

  private static List<Node> permuted(List<Node> indices, List<Integer> order) {
    Node[] result = new Node[indices.size()];
    for (int axis = 0; axis < result.length; axis++) {
      result[order.get(axis)] = indices.get(axis);
    }
    return List.of(result);
  }

  private static List<Node> repeated(List<Node> indices, Shape source) {
    List<Node> result = new ArrayList<>();
    for (int axis = 0; axis < indices.size(); axis++) {
      result.add(source.size(axis).is(1) ? Node.index(0) : indices.get(axis));
    }
    return result;
  }

  private static List<Node> flipped(List<Node> indices, Shape shape, List<Integer> axes) {
    List<Node> result = new ArrayList<>(indices);
    for (int axis : axes) {
      Node last = shape.size(axis).plus(-1).node();
      result.set(axis, IndexAlgebra.simplify(last.minus(indices.get(axis))));
    }
    return result;
  }

  private static List<Node> sliced(List<Node> indices, Arg.Shrink shrink) {
    List<Node> result = new ArrayList<>();
    for (int axis = 0; axis < indices.size(); axis++) {
      Node scaled = indices.get(axis).times(shrink.steps().get(axis));
      result.add(IndexAlgebra.simplify(scaled.plus(shrink.starts().get(axis).node())));
    }
    return result;
  }

  private static IndexMap padded(List<Node> indices, Shape source, Arg.Pad pad) {
    List<Node> result = new ArrayList<>();
    Node guard = ALWAYS;
    for (int axis = 0; axis < indices.size(); axis++) {
      Size before = pad.before().get(axis);
      Node index = indices.get(axis);
      if (!before.is(0)) {
        guard = guard.and(before.plus(-1).node().lessThan(index));
        index = IndexAlgebra.simplify(index.minus(before.node()));
      }
      if (!pad.after().get(axis).is(0)) {
        guard = guard.and(index.lessThan(source.size(axis).node()));
      }
      result.add(index);
    }
    return new IndexMap(result, IndexAlgebra.simplify(guard));
  }

  private static List<Node> windowed(List<Node> indices, Arg.Window window) {
    int last = indices.size() - 1;
    List<Node> result = new ArrayList<>(indices.subList(0, last));
    Node start = indices.get(window.axis()).times(window.stride());
    Node offset = indices.get(last).times(window.dilation());
    result.set(window.axis(), IndexAlgebra.simplify(start.plus(offset)));
    return result;
  }

  /**
   * Where a CONCAT reads each of its parts: the index along the axis counted from the part's start,
   * and whether the element lies in it.
   */
  public static List<IndexMap> ofParts(Node concat, List<Node> indices) {
    int axis = ((Arg.Axis) concat.arg()).axis();
    List<IndexMap> parts = new ArrayList<>();
    Size start = Size.ZERO;
    for (Node part : concat.sources()) {
      Size end = start.plus(part.shape().size(axis));
      Node index = indices.get(axis);
      Node guard = start.plus(-1).node().lessThan(index).and(index.lessThan(end.node()));
      List<Node> shifted = new ArrayList<>(indices);
      shifted.set(axis, IndexAlgebra.simplify(index.minus(start.node())));
      parts.add(new IndexMap(shifted, IndexAlgebra.simplify(guard)));
      start = end;
    }
    return parts;
  }

  /** The element of a REDUCE's operand for one of the result and one of the reduced ranges. */
  public static List<Node> ofOperand(Node reduce, List<Node> kept, List<Node> reduced) {
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    Shape shape = reduce.source(0).shape();
    List<Node> indices = new ArrayList<>();
    int nextKept = 0;
    int nextReduced = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!axes.contains(axis)) {
        indices.add(kept.get(nextKept++));
      } else {
        indices.add(shape.size(axis).is(1) ? Node.index(0) : reduced.get(nextReduced++));
      }
    }
    return indices;
  }

  /** A scalar WHERE that is decided when its condition is. */
  public static Node choose(Node condition, Node chosen, Node otherwise) {
    if (condition == ALWAYS) {
      return chosen;
    }
    if (condition.isConst()) {
      return otherwise;
    }
    boolean same = chosen == otherwise || isZero(otherwise) && isGated(chosen, condition);
    return same ? chosen : Nodes.where(condition, chosen, otherwise);
  }

  private static boolean isZero(Node node) {
    return node.isConst() && node.literal().bits() == 0;
  }

  /** True of a load that is 0 where the condition does not hold. */
  private static boolean isGated(Node load, Node condition) {
    return load.op() == Op.LOAD && load.arity() == 3 && load.source(2) == condition;
  }
}
