package dev.quern.compiler.ir;

import static dev.quern.compiler.ir.Inference.require;

import java.util.List;

/** Infers and refuses as {@link Inference} does, for the ops of kernels. */
final class KernelInference {
  private KernelInference() {}

  static Node infer(Node node) {
    return switch (node.op()) {
      case RANGE -> range(node);
      case LOCAL -> local(node);
      case LOAD -> load(node);
      case STORE -> store(node);
      case ACC -> accumulator(node);
      case UPDATE -> update(node);
      case LOOP -> {
        require(node.source(0).op() == Op.RANGE, node, "its first source is no range");
        yield statements(node);
      }
      case RAMP -> {
        Arg.Ramp ramp = (Arg.Ramp) node.arg();
        yield Nodes.ramp(node.source(0), ramp.lanes(), ramp.stride());
      }
      case BROADCAST -> Nodes.broadcast(node.source(0), ((Arg.Lanes) node.arg()).lanes());
      case FOLD -> Nodes.fold(((Arg.Fold) node.arg()).kind(), node.source(0));
      case CONTRACTION -> contraction(node);
      case BLOCK, SEGMENT, PHASE, KERNEL -> statements(node);
      default -> throw new IllegalArgumentException(node.op().text() + " is no op of kernels");
    };
  }

  private static Node range(Node node) {
    require(isIndex(node.source(0)), node, () -> "its extent is " + node.source(0));
    return Nodes.range(0, node.source(0));
  }

  private static Node local(Node node) {
    require(node.shape().rank() == 1 && node.shape().isFixed(), node, "needs one fixed dimension");
    return node;
  }

  private static Node load(Node node) {
    element(node, 2);
    Shape lanes = node.source(1).shape();
    return Node.of(Op.LOAD, node.source(0).dtype(), lanes, Arg.NONE, node.source(0));
  }

  private static Node store(Node node) {
    element(node, 3);
    Node value = node.source(2);
    require(
        value.dtype() == node.source(0).dtype() && value.shape().equals(node.source(1).shape()),
        node,
        () -> "stores " + value + " to " + node.source(0));
    return statement(node);
  }

  private static void element(Node node, int gate) {
    Node array = node.source(0);
    require(array.op() == Op.BUFFER || array.op() == Op.LOCAL, node, () -> array + " is no array");
    Node index = node.source(1);
    require(isLanes(index) && index.dtype().isInteger(), node, () -> "its index is " + index);
    require(
        node.arity() <= gate || isGate(node.source(gate), index),
        node,
        "its gate is no bool for each lane or for all");
  }

  private static boolean isGate(Node gate, Node index) {
    return gate.dtype().isBool()
        && (gate.shape().equals(index.shape()) || gate.shape().rank() == 0);
  }

  /** True of a scalar or a vector. */
  private static boolean isLanes(Node node) {
    return node.shape().rank() <= 1 && node.shape().isFixed();
  }

  private static Node accumulator(Node node) {
    ((Arg.Accumulator) node.arg()).kind().identity(node.dtype()); // refuses what is no reduction
    require(isLanes(node.source(0)), node, () -> "starts from " + node.source(0));
    return node.source(0);
  }

  private static Node update(Node node) {
    Node acc = node.source(0);
    require(acc.op() == Op.ACC, node, () -> acc + " is no accumulator");
    require(
        node.source(1).dtype() == acc.dtype()
            && node.source(1).shape().rank() == acc.shape().rank()
            && node.source(1).shape().elements() <= acc.shape().elements(),
        node,
        () -> "combines " + node.source(1) + " into " + acc);
    return statement(node);
  }

  private static Node contraction(Node node) {
    boolean blocked = NestStatements.isBlocked(node);
    require(blocked || node.arity() == 3, node, () -> "has " + node.arity() + " sources");
    ContractionShape shape = ((Arg.Contraction) node.arg()).shape();
    List<Node> arrays = NestStatements.arrays(node);
    for (int i = 0; i < arrays.size(); i++) {
      Node array = arrays.get(i);
      DType dtype = shape.inPlace() && i == arrays.size() - 1 ? DType.INT32 : shape.dtype();
      require(
          (array.op() == Op.BUFFER || array.op() == Op.LOCAL) && array.dtype() == dtype,
          node,
          () -> array + " is no array of " + dtype);
    }
    for (Node range : NestStatements.ranges(node)) {
      require(range.op() == Op.RANGE, node, () -> range + " is no range");
    }
    return statements(node);
  }

  private static Node statements(Node node) {
    for (Node inner : NestStatements.body(node)) {
      require(NestStatements.isStatement(inner), node, () -> inner + " is no statement");
    }
    return statement(node);
  }

  private static Node statement(Node node) {
    return Node.of(
        node.op(), DType.BOOL, Shape.SCALAR, node.arg(), node.sources().toArray(Node[]::new));
  }

  private static boolean isIndex(Node node) {
    return node.dtype().isInteger() && node.shape().rank() == 0;
  }
}
