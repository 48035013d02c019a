package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.schedule.IndexMap;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts expressions in the place of ranges throughout a kernel and simplifies the index arithmetic
 * that results. A REDUCE over replaced ranges runs over the ranges in their replacements.
 */
final class RangeSubstitution {
  private final Map<Node, Node> rebuilt;
  private final IndexAlgebra algebra = new IndexAlgebra();

  RangeSubstitution(Map<Node, Node> replacements) {
    this.rebuilt = new HashMap<>(replacements);
  }

  List<Node> all(List<Node> roots) {
    for (Node node : Expression.nodes(roots)) {
      if (!rebuilt.containsKey(node)) {
        rebuilt.put(node, Ranges.isRange(node) ? node : rebuild(node));
      }
    }
    return roots.stream().map(rebuilt::get).toList();
  }

  Node of(Node root) {
    return all(List.of(root)).get(0);
  }

  private Node rebuild(Node node) {
    Node[] sources = node.sources().stream().map(rebuilt::get).toArray(Node[]::new);
    if (node.op() == Op.REDUCE) {
      return overRanges(node, sources);
    }
    if (node.op() == Op.WHERE && node.dtype().isFloat()) {
      return IndexMap.choose(sources[0], sources[1], sources[2]);
    }
    if (node.op() == Op.LOAD && node.arity() == 3 && sources[2].isConst()) {
      return gated(sources);
    }
    Node result = node.with(sources);
    boolean arithmetic = result.op().isElementwise() && !result.dtype().isFloat();
    return arithmetic && result.shape().rank() == 0 ? algebra.of(result) : result;
  }

  /** A load whose gate is known. */
  private static Node gated(Node[] sources) {
    Node load = Nodes.load(sources[0], sources[1]);
    return sources[2] == IndexMap.ALWAYS ? load : load.like(0.0);
  }

  private static Node overRanges(Node reduce, Node[] sources) {
    List<Node> result = new ArrayList<>(List.of(sources[0]));
    Set<Node> ranges = new LinkedHashSet<>();
    for (int i = 1; i < sources.length; i++) {
      for (Node node : Topology.of(List.of(sources[i]), inner -> !Ranges.isRange(inner))) {
        if (Ranges.isRange(node)) {
          ranges.add(node);
        }
      }
    }
    result.addAll(ranges);
    return reduce.with(result.toArray(Node[]::new));
  }
}
