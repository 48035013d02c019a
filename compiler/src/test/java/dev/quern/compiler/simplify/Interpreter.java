package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.ir.Topology;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Computes small tensor graphs of fixed shapes, element by element as each op is defined. */
final class Interpreter {
  private final Map<Node, Literal[]> values = new IdentityHashMap<>();

  /** The elements of the root in row-major order, for given elements of the buffers. */
  static Literal[] evaluate(Node root, Map<Node, Literal[]> buffers) {
    Interpreter interpreter = new Interpreter();
    interpreter.values.putAll(buffers);
    for (Node node : Topology.of(root)) {
      if (!interpreter.values.containsKey(node)) {
        interpreter.values.put(node, interpreter.compute(node));
      }
    }
    return interpreter.values.get(root);
  }

  private Literal[] compute(Node node) {
    Literal[] result = new Literal[(int) node.shape().elements()];
    if (node.op() == Op.REDUCE) {
      reduce(node, result);
      return result;
    }
    for (int flat = 0; flat < result.length; flat++) {
      result[flat] = element(node, flat);
    }
    return result;
  }

  private Literal element(Node node, int flat) {
    int[] at = position(node, flat);
    return switch (node.op()) {
      case CONST -> node.literal();
      case IOTA -> Literal.of(node.dtype(), (long) at[((Arg.Axis) node.arg()).axis()]);
      case RESHAPE, CONTIGUOUS, DETACH -> values.get(node.source(0))[flat];
      case ASSIGN -> values.get(node.source(1))[flat];
      case PERMUTE -> read(node, permuted(at, ((Arg.Axes) node.arg()).axes()));
      case EXPAND -> read(node, map(at, i -> node.source(0).shape().max(i) == 1 ? 0 : at[i]));
      case FLIP -> read(node, flipped(node, at));
      case SHRINK -> {
        Arg.Shrink arg = (Arg.Shrink) node.arg();
        yield read(
            node, map(at, i -> (int) arg.starts().get(i).fixed() + at[i] * arg.steps().get(i)));
      }
      case PAD -> padded(node, at);
      case WINDOW -> {
        Arg.Window arg = (Arg.Window) node.arg();
        int[] source = Arrays.copyOf(at, at.length - 1);
        source[arg.axis()] = at[arg.axis()] * arg.stride() + at[at.length - 1] * arg.dilation();
        yield read(node, source);
      }
      case CONCAT -> joined(node, at);
      default -> elementwise(node, flat);
    };
  }

  private interface Coordinate {
    int of(int axis);
  }

  private static int[] map(int[] at, Coordinate coordinate) {
    return IntStream.range(0, at.length).map(coordinate::of).toArray();
  }

  private static int[] permuted(int[] at, List<Integer> order) {
    int[] source = new int[at.length];
    for (int i = 0; i < at.length; i++) {
      source[order.get(i)] = at[i];
    }
    return source;
  }

  private static int[] flipped(Node node, int[] at) {
    List<Integer> axes = ((Arg.Axes) node.arg()).axes();
    return map(at, i -> axes.contains(i) ? node.shape().max(i) - 1 - at[i] : at[i]);
  }

  private Literal padded(Node node, int[] at) {
    Arg.Pad arg = (Arg.Pad) node.arg();
    int[] source = map(at, i -> at[i] - (int) arg.before().get(i).fixed());
    for (int i = 0; i < at.length; i++) {
      if (source[i] < 0 || source[i] >= node.source(0).shape().max(i)) {
        return arg.fill();
      }
    }
    return read(node, source);
  }

  private Literal joined(Node node, int[] at) {
    int axis = ((Arg.Axis) node.arg()).axis();
    int[] within = at.clone();
    for (Node part : node.sources()) {
      int size = part.shape().max(axis);
      if (within[axis] < size) {
        return values.get(part)[flat(part, within)];
      }
      within[axis] -= size;
    }
    throw new AssertionError(node);
  }

  private Literal elementwise(Node node, int flat) {
    Literal[] in =
        node.sources().stream().map(source -> values.get(source)[flat]).toArray(Literal[]::new);
    return ScalarSemantics.evaluate(node.op(), node.dtype(), in);
  }

  private void reduce(Node node, Literal[] result) {
    Arg.Reduce arg = (Arg.Reduce) node.arg();
    Node source = node.source(0);
    Arrays.fill(result, arg.kind().identity(node.dtype()));
    for (int from = 0; from < source.shape().elements(); from++) {
      int[] at = position(source, from);
      int[] kept =
          IntStream.range(0, at.length)
              .filter(i -> !arg.axes().contains(i))
              .map(i -> at[i])
              .toArray();
      Literal value = ScalarSemantics.evaluate(Op.CAST, node.dtype(), values.get(source)[from]);
      int to = flat(node, kept);
      result[to] = ScalarSemantics.evaluate(arg.kind(), node.dtype(), result[to], value);
    }
  }

  private Literal read(Node node, int[] at) {
    return values.get(node.source(0))[flat(node.source(0), at)];
  }

  private static int[] position(Node node, int flat) {
    int[] at = new int[node.shape().rank()];
    for (int i = at.length - 1, rest = flat; i >= 0; i--) {
      at[i] = rest % node.shape().max(i);
      rest /= node.shape().max(i);
    }
    return at;
  }

  private static int flat(Node node, int[] at) {
    int flat = 0;
    for (int i = 0; i < at.length; i++) {
      flat = flat * node.shape().max(i) + at[i];
    }
    return flat;
  }
}
