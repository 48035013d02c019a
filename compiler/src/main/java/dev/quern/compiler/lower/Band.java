package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.schedule.Affine;

/**
 * A range cut in bands of so many turns.
 *
 * @param number the range over bands
 * @param start where the band begins
 * @param within the range over a band
 */
record Band(Node number, Node start, Node within, long turns) {

  /** Bands of at most {@code most} turns, as even as can be, the last of which may be shorter. */
  static Band of(Node range, long most, Ids ids) {
    long extent = Affine.extent(range);
    long turns = turns(extent, most);
    Node number = ids.range(Blocks.count(extent, turns));
    Node within = ids.range(Blocks.extent(extent, turns, number));
    return new Band(number, Blocks.at(number).times(turns), within, turns);
  }

  /** The same, but the last takes turns of the one before it again where it would be shorter. */
  static Band even(Node range, long most, Ids ids) {
    long extent = Affine.extent(range);
    long turns = turns(extent, most);
    Node number = ids.range(Blocks.count(extent, turns));
    Node start = Blocks.at(number).times(turns);
    if (extent % turns != 0) {
      start = Nodes.binary(Op.MIN, start, Node.index(extent - turns));
    }
    return new Band(number, start, ids.range(turns), turns);
  }

  private static long turns(long extent, long most) {
    return Blocks.count(extent, Blocks.count(extent, Math.max(1, most)));
  }

  /** What takes the place of the range. */
  Node place() {
    return start.plus(within);
  }
}
