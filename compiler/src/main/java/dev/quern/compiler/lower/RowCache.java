package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.schedule.Affine;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps what is dear to compute from one loop over a row to the next in an array, where the row
 * fits fast memory: the exponentials of a softmax.
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
        for (Node dear : dear(bodies.get(first), range)) {
          keep(dear, range, first, loops, bodies);
        }
      }
    }
  }

  private List<Node> dear(List<Node> body, Node range) {
    Map<Node, Set<Node>> free = Expression.free(body);
    return Expression.nodes(body).stream()
        .filter(node -> isDear(node.op()) && free.get(node).contains(range))
        .toList();
  }

  private static boolean isDear(Op op) {
    return switch (op) {
      case EXP, LOG, SIN, COS, TANH, ERF, POW -> true;
      default -> false;
    };
  }

  private void keep(
      Node dear, Node range, int first, List<List<Node>> loops, List<List<Node>> bodies) {
    long elements = Affine.extent(range);
    if (elements * dear.dtype().bytes() > rowBytes) {
      return;
    }
    Node array = null;
    for (int later = first + 1; later < bodies.size(); later++) {
      if (!loops.get(later).equals(loops.get(first))) {
        continue;
      }
      Set<Node> used = new HashSet<>(Expression.nodes(bodies.get(later)));
      if (used.contains(dear)) {
        array = array == null ? Nodes.local(dear.dtype(), elements, ids.number()) : array;
        Map<Node, Node> kept = new LinkedHashMap<>(Map.of(dear, Nodes.load(array, range)));
        bodies.set(later, new java.util.ArrayList<>(new Substitution(kept).all(bodies.get(later))));
      }
    }
    if (array != null) {
      bodies.get(first).add(0, Nodes.store(array, range, dear));
    }
  }
}
