package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;

/**
 * How often a loop runs.
 *
 * @param size if it is fixed, else -1
 */
record Extent(String text, int size) {
  static Extent of(Node loop, Statements statements) {
    Node extent = loop.source(0).source(0);
    String text = Expressions.bare(statements.code.scalar(extent));
    return new Extent(text, extent.isConst() ? (int) extent.literal().bits() : -1);
  }

  boolean fixed() {
    return size >= 0;
  }
}
