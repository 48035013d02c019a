package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.loops.Extents;
import java.util.List;

/**
 * The rows of a segment: how many there are at most, and the text that finds a row's place on each
 * of the grid's ranges.
 */
record Grid(List<Node> ranges) {
  /** The most rows that the variables allow. */
  long most() {
    long product = 1;
    for (Node range : ranges) {
      product = Math.multiplyExact(product, Math.max(0, Extents.max(range.source(0))));
    }
    return product;
  }

  boolean fixed() {
    return ranges.stream().allMatch(range -> range.source(0).isConst());
  }

  /** The text of how many rows there are. */
  String rows(ValueWriter code) {
    return fixed() ? Long.toString(most()) : product(0, code);
  }

  private String product(int from, ValueWriter code) {
    List<String> extents =
        ranges.subList(from, ranges.size()).stream()
            .map(range -> code.scalar(range.source(0)))
            .toList();
    return String.join(" * ", extents);
  }

  /** The place of {@code row} on range {@code axis}. */
  String place(int axis, String row, ValueWriter code) {
    boolean last = axis == ranges.size() - 1;
    String product = last ? "" : product(axis + 1, code);
    String divided =
        last ? row : row + " / " + (axis == ranges.size() - 2 ? product : "(" + product + ")");
    return axis == 0 ? divided : divided + " % " + code.scalar(ranges.get(axis).source(0));
  }
}
