package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;

/**
 * A range cut in bands of so many iterations.
 *
 * @param number the range over bands
 * @param start where the band begins
 * @param within the range over a band
 */
record Band(Node number, Node start, Node within, long iterations) {

  /**
   * Bands of at most {@code most} iterations, as even as can be, the last of which may be shorter.
   */
  static Band of(Node range, long most, Ids ids) {
    long extent = Ranges.extent(range);
    long iterations = iterations(extent, most);
    Node number = ids.range(Blocks.count(extent, iterations));
    Node within = ids.range(Blocks.extent(extent, iterations, number));
    return new Band(number, Blocks.at(number).times(iterations), within, iterations);
  }

  /**
   * The same, but the last takes iterations of the one before it again where it would be shorter.
   */
  static Band even(Node range, long most, Ids ids) {
    long extent = Ranges.extent(range);
    long iterations = iterations(extent, most);
    Node number = ids.range(Blocks.count(extent, iterations));
    Node start = Blocks.at(number).times(iterations);
    if (extent % iterations != 0) {
      start = Nodes.binary(Op.MIN, start, Node.index(extent - iterations));
    }
    return new Band(number, start, ids.range(iterations), iterations);
  }

  private static long iterations(long extent, long most) {
    return Blocks.count(extent, Blocks.count(extent, Math.max(1, most)));
  }

  /** What takes the place of the range. */
  Node place() {
    return start.plus(within);
  }
}
