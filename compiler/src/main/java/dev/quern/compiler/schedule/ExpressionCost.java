package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one element of a value is computed from where it is inlined: picoseconds of work and of
 * loads, and the tensors and scalars of the launch that it reads.
 *
 * @param leafLoads of what is in memory whatever is decided
 * @param pendingLoads of what may be in memory, or computed where it is read
 */
record ExpressionCost(double work, double leafLoads, double pendingLoads, Set<Node> tensors) {
  static final ExpressionCost NOTHING = new ExpressionCost(0, 0, 0, Set.of());

  static ExpressionCost ofWork(double work) {
    return new ExpressionCost(work, 0, 0, Set.of());
  }

  /** A tensor in memory, and what it costs to load an element of it. */
  static ExpressionCost ofLeaf(Node tensor, double load) {
    return new ExpressionCost(0, load, 0, Set.of(tensor));
  }

  static ExpressionCost ofPending(Node tensor, double load) {
    return new ExpressionCost(0, 0, load, Set.of(tensor));
  }

  ExpressionCost plus(ExpressionCost other) {
    return new ExpressionCost(
        work + other.work,
        leafLoads + other.leafLoads,
        pendingLoads + other.pendingLoads,
        union(tensors, other.tensors));
  }

  ExpressionCost times(double factor) {
    return new ExpressionCost(work * factor, leafLoads * factor, pendingLoads * factor, tensors);
  }

  /** Picoseconds for one element. */
  double total() {
    return work + leafLoads + pendingLoads;
  }

  private static Set<Node> union(Set<Node> one, Set<Node> two) {
    if (one.containsAll(two)) {
      return one;
    } else if (two.containsAll(one)) {
      return two;
    }
    Set<Node> all = new LinkedHashSet<>(one);
    all.addAll(two);
    return all;
  }
}
