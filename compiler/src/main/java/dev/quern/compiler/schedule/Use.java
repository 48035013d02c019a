package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import java.util.List;
import java.util.Set;

/**
 * A place in a fusion group that uses a tensor node's elements.
 *
 * @param indices the element asked for, over the kernel's ranges
 * @param evaluations how often the place is executed in one run of the kernel
 */
record Use(FusionGroup group, Scope scope, List<Node> indices, long evaluations) {

  /** Where in a kernel an expression is evaluated. */
  enum Scope {
    /** In the loops over the kernel's own ranges. */
    MAIN,
    /** While the left operand of the contraction is packed. */
    PACK_A,
    /** While the right operand is packed. */
    PACK_B,
    /** In loops from which nothing else can be stored. */
    ASIDE
  }

  /** The same place using another node. */
  Use at(List<Node> others) {
    return new Use(group, scope, others, evaluations);
  }

  /**
   * This place as it is executed: once for each row, if its element depends on nothing else. Where
   * it is still open what the rows are, leading ranges may become them.
   */
  Use hoisted() {
    if (scope != Scope.MAIN) {
      return this;
    }
    Set<Node> asked = Dependence.ranges(indices);
    Set<Node> rows = group.grid().orElse(group.isMap() && group.leads(asked) ? asked : Set.of());
    long times = FusionGroup.product(rows);
    return times < evaluations && rows.containsAll(asked) && !rows.isEmpty()
        ? new Use(group, scope, indices, times)
        : this;
  }

  /** True if both use, in the same place, the same element. */
  boolean coincides(Use other) {
    return group == other.group && scope == other.scope && indices.equals(other.indices);
  }
}
