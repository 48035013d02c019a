package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.simplify.Transcendentals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions about scalar expressions. */
final class Expression {
  private Expression() {}

  /** All nodes of expressions, not looking into the extents of ranges. */
  static List<Node> nodes(List<Node> roots) {
    return Topology.of(roots, node -> !Ranges.isRange(node));
  }

  /**
   * The ranges that each node of the expressions varies with. A REDUCE does not vary with those it
   * runs over.
   */
  static Map<Node, Set<Node>> free(List<Node> roots) {
    Map<Node, Set<Node>> free = new HashMap<>();
    for (Node node : nodes(roots)) {
      Set<Node> own = new LinkedHashSet<>();
      if (Ranges.isRange(node)) {
        own.add(node);
      } else {
        node.sources().forEach(source -> own.addAll(free.get(source)));
        if (node.op() == Op.REDUCE) {
          own.removeAll(ranges(node));
        }
      }
      free.put(node, own);
    }
    return free;
  }

  /** The ranges that a REDUCE runs over. */
  static List<Node> ranges(Node reduce) {
    return new ArrayList<>(reduce.sources().subList(1, reduce.arity()));
  }

  /** Operations on floats and truths, each transcendental function as so many. */
  static long arithmetic(List<Node> roots, long transcendental) {
    return nodes(roots).stream()
        .filter(node -> node.op().isElementwise() && !node.dtype().isInteger())
        .mapToLong(node -> Transcendentals.expands(node.op()) ? transcendental : 1)
        .sum();
  }

  /** Divisions in the index arithmetic of expressions. */
  static long divisions(List<Node> roots) {
    return nodes(roots).stream()
        .filter(node -> node.op() == Op.DIV || node.op() == Op.MOD)
        .filter(node -> node.dtype().isInteger())
        .count();
  }

  /** Floating and integer operations, the latter only where they are not index arithmetic. */
  static long operations(List<Node> roots) {
    return nodes(roots).stream()
        .filter(node -> node.op().isElementwise() || node.op() == Op.LOAD)
        .count();
  }
}
