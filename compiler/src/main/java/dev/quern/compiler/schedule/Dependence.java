package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which ranges a value varies with. */
final class Dependence {
  /** Pairs looked at before the answer becomes "all ranges in the index", which is always safe. */
  private static final int LIMIT = 400;

  private Dependence() {}

  private record Asked(Node node, List<Node> indices) {}

  /** The ranges that the element of a tensor node at these indices can vary with. */
  static Set<Node> of(Node tensor, List<Node> indices) {
    Set<Node> found = new LinkedHashSet<>();
    Set<Asked> seen = new HashSet<>();
    Deque<Asked> open = new ArrayDeque<>();
    open.push(new Asked(tensor, indices));
    while (!open.isEmpty()) {
      Asked asked = open.pop();
      if (!seen.add(asked)) {
        continue;
      }
      if (seen.size() > LIMIT) {
        return ranges(indices);
      }
      step(asked, found, open);
    }
    return found;
  }

  private static boolean isIdentity(Node node) {
    return node.op() == Op.DETACH || node.op() == Op.CONTIGUOUS || node.op() == Op.INLINE;
  }

  private static void step(Asked asked, Set<Node> found, Deque<Asked> open) {
    Node node = asked.node;
    switch (node.op().group()) {
      case LEAF -> {
        if (node.op() == Op.BUFFER) {
          found.addAll(ranges(asked.indices));
        } else if (node.op() == Op.IOTA) {
          found.addAll(ranges(List.of(asked.indices.get(((Arg.Axis) node.arg()).axis()))));
        }
      }
      case MOVEMENT -> {
        List<IndexMap> reads =
            node.op() == Op.CONCAT
                ? IndexMap.ofParts(node, asked.indices)
                : List.of(IndexMap.of(node, asked.indices));
        for (int i = 0; i < reads.size(); i++) {
          found.addAll(ranges(List.of(reads.get(i).guard())));
          open.push(new Asked(node.source(i), reads.get(i).indices()));
        }
      }
      case ELEMENTWISE -> node.sources().forEach(s -> open.push(new Asked(s, asked.indices)));
      default -> {
        if (isIdentity(node)) {
          open.push(new Asked(node.source(0), asked.indices));
        } else {
          found.addAll(ranges(asked.indices));
        }
      }
    }
  }

  /** The RANGEs in scalar expressions, in the order of first visit. */
  static Set<Node> ranges(List<Node> expressions) {
    Set<Node> found = new LinkedHashSet<>();
    Set<Node> seen = new HashSet<>();
    List<Node> open = new ArrayList<>(expressions);
    while (!open.isEmpty()) {
      Node node = open.remove(open.size() - 1);
      if (!seen.add(node)) {
        continue;
      }
      if (Ranges.isRange(node)) {
        found.add(node);
      } else {
        open.addAll(node.sources());
      }
    }
    return found;
  }
}
