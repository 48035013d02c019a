package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Coalesces two neighbouring loops into one where every index runs through both in one stride: it
 * tries the joint range and keeps it if no division is left.
 *
 * <p>Where vectors do not divide the inner loop, such as a row of an image, divisions may be left
 * in conditions: to find a row's edges so costs less than a tail in each row.
 */
final class LoopCoalescing {
  private final KernelBuilder builder;
  private final int lanes;
  private final Map<Node, Node> joints = new HashMap<>();
  private List<Node> statements;

  /**
   * @param lanes of a vector that may run through a merged loop; 1 if none will
   */
  LoopCoalescing(List<Node> statements, KernelBuilder builder, int lanes) {
    this.statements = statements;
    this.builder = builder;
    this.lanes = lanes;
  }

  /** The statements over the merged ranges. */
  List<Node> statements() {
    return statements;
  }

  /** Merges neighbours among these ranges and gives those that remain. */
  List<Node> merge(List<Node> ranges) {
    List<Node> result = new ArrayList<>(ranges);
    int at = result.size() - 2;
    while (at >= 0) {
      if (at + 1 < result.size() && isFixed(result.get(at)) && isFixed(result.get(at + 1))) {
        Node joint = tryJoin(result.get(at), result.get(at + 1));
        if (joint != null) {
          result.set(at, joint);
          result.remove(at + 1);
        }
      }
      at--;
    }
    return result;
  }

  /** The ranges that stand for these after merging. */
  List<Node> renamed(List<Node> ranges) {
    Set<Node> renamed = new LinkedHashSet<>();
    for (Node range : ranges) {
      Node name = range;
      while (joints.containsKey(name)) {
        name = joints.get(name);
      }
      renamed.add(name);
    }
    return List.copyOf(renamed);
  }

  private static boolean isFixed(Node range) {
    return range.source(0).isConst();
  }

  private Node tryJoin(Node outer, Node inner) {
    if (!reducedTogether(outer, inner)) {
      return null;
    }
    long size = Ranges.extent(inner);
    long both = Ranges.elements(List.of(outer, inner));
    if (both > Integer.MAX_VALUE) { // more than a loop variable counts
      return null;
    }
    Node joint = builder.ids.range(both);
    RangeSubstitution rebuild =
        new RangeSubstitution(
            Map.of(
                outer, joint.over(Node.index(size)),
                inner, joint.modulo(Node.index(size))));
    List<Node> joined = rebuild.all(statements);
    boolean divides = Expression.divisions(joined) > Expression.divisions(statements);
    if (divides && !(isUneven(joint, size) && walks(joint, joined))) {
      return null;
    }
    statements = joined;
    joints.put(outer, joint);
    joints.put(inner, joint);
    return joint;
  }

  private boolean isUneven(Node joint, long inner) {
    return inner % lanes != 0 && Ranges.extent(joint) <= builder.tuning.loops().longestUneven();
  }

  /** True if the joint range takes neighbours from memory, with divisions in conditions only. */
  private boolean walks(Node joint, List<Node> joined) {
    return Expression.divisions(indices(joined)) <= Expression.divisions(indices(statements))
        && builder.locality.score(joint, joined) > 0;
  }

  private static List<Node> indices(List<Node> statements) {
    return Expression.nodes(statements).stream()
        .filter(node -> node.op() == Op.LOAD || node.op() == Op.STORE)
        .map(node -> node.source(1))
        .toList();
  }

  private boolean reducedTogether(Node outer, Node inner) {
    for (Node node : Expression.nodes(statements)) {
      if (node.op() == Op.REDUCE) {
        List<Node> ranges = Expression.ranges(node);
        if (ranges.contains(outer) != ranges.contains(inner)) {
          return false;
        }
      }
    }
    return true;
  }
}
