package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.Ranges;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps what is expensive to compute from one loop over a row to the next in an array, where the
 * row fits fast memory: the exponentials of a softmax.
 */
final class RowCache {
  private final int rowBytes;
  private final Ids ids;

  RowCache(int rowBytes, Ids ids) {
    this.rowBytes = rowBytes;
    this.ids = ids;
  }

  /** Replaces, in later bodies, what an earlier one with the same loop has computed. */
  void share(List<List<Node>> loops, List<List<Node>> bodies) {
    for (int first = 0; first < bodies.size(); first++) {
      if (loops.get(first).size() == 1 && loops.get(first).get(0).source(0).isConst()) {
        Node range = loops.get(first).get(0);
        for (Node expensive : expensive(bodies.get(first), range)) {
          keep(expensive, range, first, loops, bodies);
        }
      }
    }
  }

  private List<Node> expensive(List<Node> body, Node range) {
    Map<Node, Set<Node>> free = Expression.free(body);
    return Expression.nodes(body).stream()
        .filter(node -> isExpensive(node.op()) && free.get(node).contains(range))
        .toList();
  }

  private static boolean isExpensive(Op op) {
    return switch (op) {
      case EXP, LOG, SIN, COS, TANH, ERF, POW -> true;
      default -> false;
    };
  }

  private void keep(
      Node expensive, Node range, int first, List<List<Node>> loops, List<List<Node>> bodies) {
    long elements = Ranges.extent(range);
    if (elements * expensive.dtype().bytes() > rowBytes) {
      return;
    }
    Node array = null;
    for (int later = first + 1; later < bodies.size(); later++) {
      if (!loops.get(later).equals(loops.get(first))) {
        continue;
      }
      Set<Node> used = new HashSet<>(Expression.nodes(bodies.get(later)));
      if (used.contains(expensive)) {
        array = array == null ? Nodes.local(expensive.dtype(), elements, ids.number()) : array;
        Map<Node, Node> kept = new LinkedHashMap<>(Map.of(expensive, Nodes.load(array, range)));
        bodies.set(later, new java.util.ArrayList<>(new Substitution(kept).all(bodies.get(later))));
      }
    }
    if (array != null) {
      bodies.get(first).add(0, Nodes.store(array, range, expensive));
    }
  }
}
