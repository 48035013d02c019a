package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The right sides of the rules about movement: each gives the node itself where it does not apply.
 */
final class Movements {
  private Movements() {}

  static Node permuteTwice(Node outer) {
    Node inner = outer.source(0);
    List<Integer> first = axes(inner);
    return Nodes.permute(inner.source(0), axes(outer).stream().map(first::get).toList());
  }

  static Node flipTwice(Node outer) {
    Node inner = outer.source(0);
    List<Integer> once =
        IntStream.range(0, outer.shape().rank())
            .boxed()
            .filter(axis -> axes(outer).contains(axis) != axes(inner).contains(axis))
            .toList();
    return Nodes.flip(inner.source(0), once);
  }

  private static List<Integer> axes(Node node) {
    return ((Arg.Axes) node.arg()).axes();
  }

  static Node shrinkTwice(Node outer) {
    Arg.Shrink second = (Arg.Shrink) outer.arg();
    Arg.Shrink first = (Arg.Shrink) outer.source(0).arg();
    List<Size> starts = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int axis = 0; axis < outer.shape().rank(); axis++) {
      int step = first.steps().get(axis);
      starts.add(first.starts().get(axis).plus(second.starts().get(axis).times(step)));
      steps.add(step * second.steps().get(axis));
    }
    return Nodes.shrink(outer.source(0).source(0), starts, outer.shape().sizes(), steps);
  }

  static Node padTwice(Node outer) {
    Arg.Pad second = (Arg.Pad) outer.arg();
    Arg.Pad first = (Arg.Pad) outer.source(0).arg();
    return first.fill().equals(second.fill())
        ? Nodes.pad(
            outer.source(0).source(0),
            sum(first.before(), second.before()),
            sum(first.after(), second.after()),
            first.fill())
        : outer;
  }

  private static List<Size> sum(List<Size> a, List<Size> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i).plus(b.get(i))).toList();
  }

  /** Slices before repeating: of a repeated axis the one element, whatever is taken. */
  static Node shrinkExpand(Node shrink) {
    Arg.Shrink arg = (Arg.Shrink) shrink.arg();
    Node x = shrink.source(0).source(0);
    List<Size> starts = new ArrayList<>(arg.starts());
    List<Integer> steps = new ArrayList<>(arg.steps());
    Shape narrow = shrink.shape();
    for (int axis = 0; axis < narrow.rank(); axis++) {
      if (x.shape().size(axis).is(1)) {
        starts.set(axis, Size.ZERO);
        steps.set(axis, 1);
        narrow = narrow.with(axis, Size.ONE);
      }
    }
    return shrink.shape().sizes().contains(Size.ZERO)
        ? shrink
        : Nodes.expand(Nodes.shrink(x, starts, narrow.sizes(), steps), shrink.shape());
  }

  static Node padConstant(Node pad) {
    Literal value = pad.source(0).literal();
    boolean same = ((Arg.Pad) pad.arg()).fill().equals(value);
    return same ? Nodes.constant(pad.shape(), value) : pad;
  }

  static Node concatConstant(Node concat) {
    Node first = concat.source(0);
    boolean same =
        concat.sources().stream()
            .allMatch(part -> part.isConst() && part.arg().equals(first.arg()));
    return same ? Nodes.constant(concat.shape(), first.literal()) : concat;
  }

  /** Computes once what would be computed for each repetition. */
  static Node sinkExpand(Node node) {
    Shape narrow = null;
    for (Node source : node.sources()) {
      boolean repeated = source.op() == Op.EXPAND;
      if (!repeated && !source.isConst()) {
        return node;
      }
      if (repeated && narrow != null && !narrow.equals(source.source(0).shape())) {
        return node;
      }
      narrow = repeated ? source.source(0).shape() : narrow;
    }
    if (narrow == null) {
      return node;
    }
    Node[] sources = new Node[node.arity()];
    for (int i = 0; i < sources.length; i++) {
      Node source = node.source(i);
      sources[i] = source.isConst() ? Nodes.constant(narrow, source.literal()) : source.source(0);
    }
    return Nodes.expand(
        Node.of(node.op(), node.dtype(), narrow, node.arg(), sources), node.shape());
  }
}
