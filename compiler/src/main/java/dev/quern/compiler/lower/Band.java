package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.RangeMerging.Ids;
import dev.quern.compiler.schedule.Affine;

/**
 * A range cut in bands of so many turns, the last of which may be shorter.
 *
 * @param number the range over bands
 * @param within the range over a band
 */
record Band(Node number, Node within, long turns) {

  /** Bands of at most {@code most} turns, as even as can be. */
  static Band of(Node range, long most, Ids ids) {
    long extent = Affine.extent(range);
    long bands = Packing.ceil(extent, Math.max(1, most));
    long turns = Packing.ceil(extent, bands);
    Node number = ids.range(Packing.ceil(extent, turns));
    return new Band(number, ids.range(Packing.extent(extent, turns, number)), turns);
  }

  /** What takes the place of the range. */
  Node place() {
    return Packing.at(number).times(turns).plus(within);
  }
}
