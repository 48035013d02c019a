package dev.quern.compiler.ir;

import java.util.function.Supplier;

/** Infers a node again from op, argument and sources, and refuses it where it says otherwise. */
final class Inference {
  private Inference() {}

  /**
   * The node itself.
   *
   * @throws IllegalArgumentException if its dtype, shape, argument or sources don't fit its op
   */
  static Node check(Node node) {
    requireSources(node);
    require(
        node.op().argument().admits(node.arg()),
        node,
        () -> "{" + node.arg() + "} is no argument for it");
    Node again = infer(node);
    require(
        again.dtype() == node.dtype() && again.shape().equals(node.shape()),
        node,
        () ->
            "should be "
                + Nodes.describe(again)
                + " over "
                + Nodes.describe(node.sources().toArray(Node[]::new)));
    return node;
  }

  private static void requireSources(Node node) {
    int fewest = node.op().arity();
    int most = node.op().mostSources();
    require(
        node.arity() >= fewest && node.arity() <= most,
        node,
        () ->
            "has "
                + node.arity()
                + " sources, needs "
                + fewest
                + (most == fewest ? "" : " or more"));
  }

  private static Node infer(Node node) {
    Shape shape = node.shape();
    return switch (node.op()) {
      case BUFFER -> node;
      case CONST -> Nodes.constant(shape, node.literal());
      case VAR -> Node.of(Op.VAR, scalarType(node), Shape.SCALAR, node.arg());
      case IOTA -> Nodes.iota(node.dtype(), shape, axis(node));
      case RESHAPE -> Nodes.reshape(node.source(0), shape);
      case PERMUTE -> Nodes.permute(node.source(0), ((Arg.Axes) node.arg()).axes());
      case EXPAND -> Nodes.expand(node.source(0), shape);
      case FLIP -> Nodes.flip(node.source(0), ((Arg.Axes) node.arg()).axes());
      case SHRINK -> shrink(node, (Arg.Shrink) node.arg());
      case PAD -> pad(node, (Arg.Pad) node.arg());
      case WINDOW -> Nodes.window(node.source(0), (Arg.Window) node.arg());
      case CONCAT -> Nodes.concat(node.sources(), axis(node));
      case CAST -> Nodes.cast(node.source(0), node.dtype());
      case BITCAST -> Nodes.bitcast(node.source(0), node.dtype());
      case REDUCE -> reduce(node, (Arg.Reduce) node.arg());
      case GATHER -> Nodes.gather(node.source(0), node.source(1), axis(node));
      case SCATTER_ADD ->
          Nodes.scatterAdd(node.source(0), node.source(1), node.source(2), axis(node));
      case RANDOM -> Nodes.random(shape, node.source(0));
      case CONTIGUOUS, INLINE, DETACH -> node.source(0);
      case ASSIGN -> Nodes.assign(node.source(0), node.source(1));
      case RANGE, LOCAL, LOAD, STORE, RAMP, BROADCAST, FOLD, ACC, UPDATE ->
          KernelInference.infer(node);
      case LOOP, BLOCK, SEGMENT, CONTRACTION, PHASE, KERNEL -> KernelInference.infer(node);
      case NEG, NOT, ABS, SQRT, EXP, LOG, SIN, COS, TANH, ERF, FLOOR -> elementwise(node);
      case ADD, SUB, MUL, DIV, MOD, MAX, MIN, POW, WHERE, FMA -> elementwise(node);
      case AND, OR, XOR, SHL, SHR, USHR, CMPLT, CMPEQ, CMPNE -> elementwise(node);
    };
  }

  private static DType scalarType(Node node) {
    return node.arg() instanceof Arg.Bound bound ? bound.value().dtype() : node.dtype();
  }

  private static int axis(Node node) {
    return ((Arg.Axis) node.arg()).axis();
  }

  private static Node shrink(Node node, Arg.Shrink arg) {
    return Nodes.shrink(node.source(0), arg.starts(), node.shape().sizes(), arg.steps());
  }

  private static Node pad(Node node, Arg.Pad arg) {
    return Nodes.pad(node.source(0), arg.before(), arg.after(), arg.fill());
  }

  private static Node reduce(Node node, Arg.Reduce arg) {
    Node whole = Nodes.reduce(arg.kind(), node.source(0), arg.axes(), arg.accumulator());
    if (arg.axes().isEmpty()) {
      require(node.source(0).shape().rank() == 0, node, "reduces no axes and no scalar");
      node.sources()
          .subList(1, node.arity())
          .forEach(range -> require(range.op() == Op.RANGE, node, () -> range + " is no range"));
    } else {
      require(node.arity() == 1, node, "reduces axes and ranges");
      require(whole.arg().equals(arg), node, "its axes are not ascending");
    }
    return whole;
  }

  private static Node elementwise(Node node) {
    for (Node source : node.sources()) {
      require(
          source.shape().equals(node.shape()),
          node,
          () -> "has a source " + source + " of another shape");
    }
    return Nodes.elementwise(node.op(), node.sources());
  }

  static void require(boolean holds, Node node, String problem) {
    require(holds, node, () -> problem);
  }

  static void require(boolean holds, Node node, Supplier<String> problem) {
    if (!holds) {
      throw new IllegalArgumentException(node + ": " + problem.get());
    }
  }
}
