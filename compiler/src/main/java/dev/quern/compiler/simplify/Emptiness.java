package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts constants in the place of tensors without elements and of what reads nothing else, so that
 * no later pass meets a loop that never runs.
 */
final class Emptiness {
  private Emptiness() {}

  static List<Node> filled(List<Node> outputs) {
    List<Node> nodes = Topology.of(outputs);
    if (nodes.stream().noneMatch(Emptiness::isEmpty)) {
      return outputs;
    }
    Map<Node, Node> filled = new HashMap<>();
    for (Node node : nodes) {
      Node[] sources = node.sources().stream().map(filled::get).toArray(Node[]::new);
      filled.put(node, isStorage(node) ? node.with(sources) : value(node, sources));
    }
    return outputs.stream().map(filled::get).toList();
  }

  private static boolean isEmpty(Node node) {
    return node.shape().elements() == 0;
  }

  private static boolean isStorage(Node node) {
    return node.op() == Op.BUFFER || node.op() == Op.ASSIGN || node.op() == Op.CONTIGUOUS;
  }

  private static Node value(Node node, Node[] sources) {
    if (isEmpty(node)) {
      return Nodes.constant(node.shape(), Arg.Literal.of(node.dtype(), 0L));
    }
    boolean ofNothing = node.arity() > 0 && isEmpty(node.source(0));
    return switch (node.op()) {
      case REDUCE ->
          ofNothing
              ? Nodes.constant(
                  node.shape(), ((Arg.Reduce) node.arg()).kind().identity(node.dtype()))
              : node.with(sources);
      case PAD ->
          ofNothing
              ? Nodes.constant(node.shape(), ((Arg.Pad) node.arg()).fill())
              : node.with(sources);
      case SCATTER_ADD -> isEmpty(node.source(2)) ? sources[0] : node.with(sources);
      default -> node.with(sources);
    };
  }
}
