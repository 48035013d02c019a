package dev.quern.compiler.loops;

/**
 * How large a text may get. The runtime asks again with a smaller budget when what came out has a
 * method too large for HotSpot.
 *
 * @param operations most vector operations in one iteration of a loop; unrolling is halved until
 *     they fit
 * @param vectors whether to use vectors where the target has them
 */
public record Budget(int operations, boolean vectors) {
  public static final Budget FULL = new Budget(160, true);

  /** Half the unrolling, and at last plain loops. */
  public Budget smaller() {
    return operations > 20 ? new Budget(operations / 2, vectors) : new Budget(20, false);
  }
}
