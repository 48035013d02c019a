package dev.quern.compiler.loops;

import dev.quern.compiler.target.Target;

/**
 * How large a text may get. The runtime asks again with a smaller budget when what came out has a
 * method too large for HotSpot.
 *
 * @param operations most vector operations in one iteration of a loop; unrolling is halved until
 *     they fit
 * @param fewest where no more are left, plain loops come next
 * @param vectors whether to use vectors where the target has them
 */
public record Budget(int operations, int fewest, boolean vectors) {
  /** What a text may do as long as no compiler has refused one. */
  public static Budget full(Target target) {
    return new Budget(
        target.tuning().bodies().operations(), target.tuning().bodies().fewestOperations(), true);
  }

  /** Half the unrolling, and at last plain loops. */
  public Budget smaller() {
    return operations > fewest
        ? new Budget(operations / 2, fewest, vectors)
        : new Budget(fewest, fewest, false);
  }
}
