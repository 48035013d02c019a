package dev.quern.compiler.render.java;

/**
 * How large a text may get. The runtime asks again with a smaller style when what came out has a
 * method too large for HotSpot.
 *
 * @param operations most vector operations in one turn of a loop; unrolling is halved until they
 *     fit
 * @param vectors whether to use jdk.incubator.vector where the target has it
 */
public record JavaStyle(int operations, boolean vectors) {
  public static final JavaStyle FULL = new JavaStyle(160, true);

  /**
   * Characters of a method's text beyond which its loops become methods of their own. Three
   * characters make about one byte of bytecode, and HotSpot compiles no method above 8000 bytes,
   * nor a vector method well that is much longer than one loop.
   */
  int longestMethod() {
    return operations * 40;
  }

  /** Half the unrolling, and at last plain loops. */
  public JavaStyle smaller() {
    return operations > 20 ? new JavaStyle(operations / 2, vectors) : new JavaStyle(20, false);
  }
}
