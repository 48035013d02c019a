package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.simplify.IndexAlgebra;

/**
 * How many iterations a loop has.
 *
 * @param extent the same as an expression
 * @param count -1 where it is not known here
 */
record Trip(Node extent, long count) {
  static Trip of(Node extent) {
    return new Trip(extent, extent.isConst() ? extent.literal().integer() : -1);
  }

  boolean isKnown() {
    return count >= 0;
  }

  /** The iterations that whole steps of this size take. */
  Node whole(long step) {
    Node size = extent.like(step);
    return isKnown()
        ? extent.like(count / step * step)
        : IndexAlgebra.simplify(extent.over(size).times(size));
  }
}
