package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import java.util.List;

/**
 * A reduction over the grid: the value of a row (or of each element of a row, for a result that
 * keeps row ranges) is combined into {@code out[index]}.
 *
 * @param over the ranges that are reduced: the grid's, and perhaps some of the row's
 */
record GridSum(
    Node value, Node out, Node index, Arg.Reduce reduce, List<Node> over, boolean perElement) {

  GridSum with(Node newValue, Node newIndex, List<Node> newOver) {
    return new GridSum(newValue, out, newIndex, reduce, newOver, perElement);
  }
}
