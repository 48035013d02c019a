package dev.quern.runtime.replay;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Turns a graph for which something holds into a smaller one for which it still does: an inner node
 * becomes the only output, an output goes, an input or a source takes a node's place, as long as
 * that makes it smaller. The inputs that it adds have slots above those of the graph.
 */
public final class Shrinking {
  private final Predicate<List<Node>> holds;
  private List<Node> graph;
  private int free; // the next slot that nothing in any candidate has had

  private Shrinking(List<Node> graph, Predicate<List<Node>> holds) {
    this.graph = graph;
    this.holds = holds;
    this.free = 1 + Topology.of(graph).stream().mapToInt(Shrinking::slot).max().orElse(-1);
  }

  /** The smallest graph found, or the same. */
  public static List<Node> of(List<Node> graph, Predicate<List<Node>> holds) {
    Shrinking shrinking = new Shrinking(graph, holds);
    while (shrinking.innerOutput()
        || shrinking.fewerOutputs()
        || shrinking.inputForNode()
        || shrinking.sourceForNode()) {
      // again, until none finds anything
    }
    return shrinking.graph;
  }

  /** The first node that shows it alone, in topological order: nothing before it does. */
  private boolean innerOutput() {
    for (Node node : Topology.of(graph)) {
      if (node.arity() > 0 && accepts(List.of(node))) {
        return true;
      }
    }
    return false;
  }

  private boolean fewerOutputs() {
    for (int i = 0; i < graph.size() && graph.size() > 1; i++) {
      List<Node> rest = new ArrayList<>(graph);
      rest.remove(i);
      if (accepts(rest)) {
        return true;
      }
    }
    return false;
  }

  /** Users first: what they hide need not be tried. */
  private boolean inputForNode() {
    List<Node> order = Topology.of(graph);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      if (node.arity() > 0 && !graph.contains(node)) {
        Node input = Nodes.slot(node.dtype(), node.shape(), free);
        if (accepts(replaced(order, node, input))) {
          free++;
          return true;
        }
      }
    }
    return false;
  }

  private boolean sourceForNode() {
    List<Node> order = Topology.of(graph);
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      for (Node source : node.sources()) {
        boolean alike = source.dtype() == node.dtype() && source.shape().equals(node.shape());
        if (alike && node.op() != Op.ASSIGN && accepts(replaced(order, node, source))) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean accepts(List<Node> candidate) {
    boolean computes = candidate.stream().allMatch(node -> node.arity() > 0);
    boolean smaller = size(candidate) < size(graph);
    if (computes && (smaller || candidate.size() < graph.size()) && holds.test(candidate)) {
      graph = candidate;
      return true;
    }
    return false;
  }

  /** Nodes of a graph. */
  public static int size(List<Node> graph) {
    return Topology.of(graph).size();
  }

  private static int slot(Node node) {
    return node.op() == Op.BUFFER ? ((Arg.Slot) node.arg()).index() : -1;
  }

  private List<Node> replaced(List<Node> order, Node old, Node by) {
    Map<Node, Node> made = new IdentityHashMap<>();
    for (Node node : order) {
      Node[] sources = node.sources().stream().map(made::get).toArray(Node[]::new);
      made.put(node, node == old ? made.getOrDefault(by, by) : node.with(sources));
    }
    return graph.stream().map(made::get).toList();
  }
}
