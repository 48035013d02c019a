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
record Cone(double work, double leafLoads, double pendingLoads, Set<Node> tensors) {
  static final Cone NOTHING = new Cone(0, 0, 0, Set.of());

  static Cone ofWork(double work) {
    return new Cone(work, 0, 0, Set.of());
  }

  /** A tensor in memory, of which it takes so long to move an element. */
  static Cone ofLeaf(Node tensor, double move) {
    return new Cone(0, move, 0, Set.of(tensor));
  }

  static Cone ofPending(Node tensor, double move) {
    return new Cone(0, 0, move, Set.of(tensor));
  }

  Cone plus(Cone other) {
    return new Cone(
        work + other.work,
        leafLoads + other.leafLoads,
        pendingLoads + other.pendingLoads,
        union(tensors, other.tensors));
  }

  Cone times(double factor) {
    return new Cone(work * factor, leafLoads * factor, pendingLoads * factor, tensors);
  }

  /** Picoseconds for one element. */
  double cost() {
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
