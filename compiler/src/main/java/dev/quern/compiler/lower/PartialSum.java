package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;

/**
 * A sum over the grid with the memory that a chunk writes.
 *
 * @param accumulator of a sum that is a single number
 * @param place where a chunk adds up its elements: in memory or in fast memory
 */
record PartialSum(GridSum sum, Part memory, Node accumulator, Part place) {
  /** Elements of an array from a place on. */
  record Part(Node array, Node from) {
    Node index(Node element) {
      return from.plus(element);
    }

    Node load(Node element) {
      return Nodes.load(array, index(element));
    }

    Node store(Node element, Node value) {
      return Nodes.store(array, index(element), value);
    }
  }

  PartialSum at(Part other) {
    return new PartialSum(sum, memory, accumulator, other);
  }

  long elements() {
    return sum.out().shape().elements();
  }

  /** True of a sum down columns whose rounding errors matter. */
  boolean isCut() {
    return sum.perElement() && sum.reduce().kind() == Op.ADD && sum.out().dtype().isFloat();
  }

  /** What the sum is before anything is added. */
  static Node identity(GridSum sum) {
    return Nodes.constant(Shape.SCALAR, sum.reduce().kind().identity(sum.out().dtype()));
  }
}
