package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fully unrolls reduction loops of few iterations inside of a loop that runs in vectors: of a
 * window of nine elements, most need no more than one of the conditions by which all nine lie in
 * the image.
 */
final class ReductionUnrolling {
  private final Set<Node> lanes;
  private final long most;

  /**
   * @param lanes the ranges chosen to run in vectors
   * @param most updates that are unrolled
   */
  ReductionUnrolling(Set<Node> lanes, long most) {
    this.lanes = lanes;
    this.most = most;
  }

  /** True of a REDUCE of at most so many iterations in all. */
  static boolean isShort(Node reduce, long most) {
    List<Node> ranges = Expression.ranges(reduce);
    return ranges.stream().allMatch(range -> range.source(0).isConst())
        && Ranges.elements(ranges) <= most;
  }

  List<Node> unrolled(List<Node> statements) {
    return unrolled(statements, false);
  }

  private List<Node> unrolled(List<Node> statements, boolean inVectors) {
    List<Node> result = new ArrayList<>();
    for (Node statement : statements) {
      if (statement.op() != Op.LOOP) {
        result.add(statement);
        continue;
      }
      Node range = statement.source(0);
      List<Node> inner = LoopNests.body(statement);
      List<Node> body = unrolled(inner, inVectors || lanes.contains(range));
      if (inVectors && isShortSum(range, body)) {
        unroll(range, body, result);
      } else {
        result.add(LoopNests.loop(range, body));
      }
    }
    return result;
  }

  private boolean isShortSum(Node range, List<Node> body) {
    Map<Node, Set<Node>> free = Expression.free(body);
    return range.source(0).isConst()
        && Ranges.extent(range) * body.size() <= most
        && body.stream().allMatch(node -> node.op() == Op.UPDATE && free.get(node).contains(range));
  }

  private static void unroll(Node range, List<Node> body, List<Node> result) {
    for (long iteration = 0; iteration < Ranges.extent(range); iteration++) {
      result.addAll(new RangeSubstitution(Map.of(range, Node.index(iteration))).all(body));
    }
  }
}
