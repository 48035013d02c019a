package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.simplify.Ranges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Converts between the indices of nested loops and the row-major number of an iteration. */
final class RowMajor {
  private RowMajor() {}

  /** The number of an iteration of the loops. */
  static Node flatten(List<Node> ranges) {
    Node number = Node.index(0);
    for (Node range : ranges) {
      number = number.times(Ranges.extent(range)).plus(range);
    }
    return number;
  }

  /** What each range is in the iteration of this number. */
  static Map<Node, Node> unflatten(List<Node> ranges, Node flat) {
    Map<Node, Node> parts = new LinkedHashMap<>();
    long stride = 1;
    for (int i = ranges.size() - 1; i >= 0; i--) {
      long extent = Ranges.extent(ranges.get(i));
      Node index = stride == 1 ? flat : flat.over(Node.index(stride));
      parts.put(ranges.get(i), i == 0 ? index : index.modulo(Node.index(extent)));
      stride *= extent;
    }
    return parts;
  }
}
