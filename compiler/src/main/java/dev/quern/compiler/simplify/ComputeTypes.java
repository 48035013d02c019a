package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.ir.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Turns a graph over storage types into one whose arithmetic is in their compute types: what is
 * loaded is widened, what is stored by its meaning (outputs, ASSIGN, CONTIGUOUS) or cast by the
 * program is rounded, and nothing in between.
 *
 * <p>What the scheduler chooses to store keeps its compute type, so that its choice changes no
 * bits.
 */
public final class ComputeTypes {
  private final UnaryOperator<DType> compute;
  private final Map<Node, Node> computed = new HashMap<>(); // by node as given

  private ComputeTypes(UnaryOperator<DType> compute) {
    this.compute = compute;
  }

  /** The outputs in their storage types; the same list if each type is its own compute type. */
  public static List<Node> graph(List<Node> outputs) {
    return graph(outputs, DType::compute);
  }

  /** The same by another choice of compute types, each of which holds all values of its own. */
  static List<Node> graph(List<Node> outputs, UnaryOperator<DType> compute) {
    List<Node> nodes = Topology.of(outputs);
    if (nodes.stream().allMatch(node -> compute.apply(node.dtype()) == node.dtype())) {
      return outputs;
    }
    ComputeTypes types = new ComputeTypes(compute);
    nodes.forEach(node -> types.computed.put(node, types.compute(node)));
    return outputs.stream().map(types::stored).toList();
  }

  private Node compute(Node node) {
    return switch (node.op()) {
      case BUFFER, VAR -> widened(node);
      case CONST -> Nodes.constant(node.shape(), widened(node.literal()));
      case CAST -> widened(Nodes.cast(source(node, 0), node.dtype()));
      case BITCAST -> widened(Nodes.bitcast(stored(node.source(0)), node.dtype()));
      case CONTIGUOUS, ASSIGN ->
          widened(node.with(node.sources().stream().map(this::stored).toArray(Node[]::new)));
      case REDUCE -> reduce(node, (Arg.Reduce) node.arg());
      case RANDOM -> widened(node.with(Nodes.cast(source(node, 0), node.source(0).dtype())));
      case PAD -> pad(node, (Arg.Pad) node.arg());
      default -> rebuilt(node, node.arg());
    };
  }

  private Node source(Node node, int i) {
    return computed.get(node.source(i));
  }

  private Node reduce(Node node, Arg.Reduce reduce) {
    DType accumulator = compute.apply(reduce.accumulator());
    return Nodes.reduce(reduce.kind(), source(node, 0), reduce.axes(), accumulator);
  }

  private Node pad(Node node, Arg.Pad pad) {
    return rebuilt(node, new Arg.Pad(pad.before(), pad.after(), widened(pad.fill())));
  }

  /** The same op on compute types. */
  private Node rebuilt(Node node, Arg arg) {
    Node[] sources = node.sources().stream().map(computed::get).toArray(Node[]::new);
    return Node.of(node.op(), compute.apply(node.dtype()), node.shape(), arg, sources);
  }

  private Node widened(Node node) {
    return Nodes.cast(node, compute.apply(node.dtype()));
  }

  private Arg.Literal widened(Arg.Literal literal) {
    return ScalarSemantics.evaluate(Op.CAST, compute.apply(literal.dtype()), literal);
  }

  /** A node's value in its storage type, without widening and rounding what is in it already. */
  private Node stored(Node node) {
    Node value = computed.get(node);
    boolean widened = value.op() == Op.CAST && value.source(0).dtype() == node.dtype();
    return widened ? value.source(0) : Nodes.cast(value, node.dtype());
  }
}
