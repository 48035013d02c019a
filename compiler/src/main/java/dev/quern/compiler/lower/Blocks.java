package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;

/** The arithmetic of an extent that is cut into blocks, the last of which may be smaller. */
final class Blocks {
  private Blocks() {}

  /** How many blocks there are: the quotient, rounded up. */
  static long count(long extent, long block) {
    return -Math.floorDiv(-extent, block);
  }

  /** The extent of the block of this number: less than usual in the last. */
  static Node extent(long extent, long block, Node number) {
    if (extent <= block) {
      return Node.index(extent);
    }
    Node left = Node.index(extent).minus(number.times(block));
    return extent % block == 0 ? Node.index(block) : Nodes.binary(Op.MIN, Node.index(block), left);
  }

  /** A range in an expression: one of a single iteration is 0. */
  static Node at(Node range) {
    return Ranges.extent(range) == 1 ? Node.index(0) : range;
  }
}
