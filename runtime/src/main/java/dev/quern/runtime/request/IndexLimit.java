package dev.quern.runtime.request;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Size;
import java.util.Optional;

/**
 * Marks an index whose values are not known where it is used: they must lie from 0 up to a size.
 * Whoever evaluates what it is used for checks it, and fails with an {@link IndexException}.
 *
 * @param op the operation that the message names
 */
public record IndexLimit(String op, Size size) {
  /** What is said of indices into an axis without elements. */
  public static final String EMPTY = "there is nothing to index, the size is 0";

  /** The same index, to be checked. */
  public Node of(Node index) {
    return Nodes.mark(index, this);
  }

  /** The limit that a node marks, if it does. */
  static Optional<IndexLimit> at(Node node) {
    return node.arg() instanceof Arg.Mark mark && mark.owner() instanceof IndexLimit limit
        ? Optional.of(limit)
        : Optional.empty();
  }

  /** What is said of an index that is outside. */
  public static String message(long index, Object size) {
    return "index " + index + " is out of range for size " + size;
  }
}
