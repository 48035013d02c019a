package dev.quern.runtime.replay;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Turns a graph for which something holds into a smaller one for which it still does: an inner node
 * becomes the only output, or an input takes a node's place, as long as that makes it smaller.
 */
final class Shrinking {
  private final Predicate<List<Node>> holds;
  private List<Node> graph;

  private Shrinking(List<Node> graph, Predicate<List<Node>> holds) {
    this.graph = graph;
    this.holds = holds;
  }

  static List<Node> of(List<Node> graph, Predicate<List<Node>> holds) {
    Shrinking shrinking = new Shrinking(graph, holds);
    while (shrinking.smallerOutput() || shrinking.smallerInput()) {
      // again, until neither finds anything
    }
    return shrinking.graph;
  }

  /** The first node that shows it alone, in topological order: nothing before it does. */
  private boolean smallerOutput() {
    int size = Bisection.size(graph);
    for (Node node : Topology.of(graph)) {
      List<Node> candidate = List.of(node);
      if (node.arity() > 0 && Bisection.size(candidate) < size && holds.test(candidate)) {
        graph = candidate;
        return true;
      }
    }
    return false;
  }

  /** Users first: what they hide need not be tried. */
  private boolean smallerInput() {
    List<Node> order = Topology.of(graph);
    int free = 1 + order.stream().mapToInt(Shrinking::slot).max().orElse(-1);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      if (node.arity() > 0 && !graph.contains(node)) {
        List<Node> candidate = replaced(order, node, Nodes.slot(node.dtype(), node.shape(), free));
        if (Bisection.size(candidate) < order.size() && holds.test(candidate)) {
          graph = candidate;
          return true;
        }
      }
    }
    return false;
  }

  private static int slot(Node node) {
    return node.op() == Op.BUFFER ? ((Arg.Slot) node.arg()).index() : -1;
  }

  private List<Node> replaced(List<Node> order, Node old, Node fresh) {
    Map<Node, Node> made = new IdentityHashMap<>();
    for (Node node : order) {
      Node[] sources = node.sources().stream().map(made::get).toArray(Node[]::new);
      made.put(node, node == old ? fresh : node.with(sources));
    }
    return graph.stream().map(made::get).toList();
  }
}
