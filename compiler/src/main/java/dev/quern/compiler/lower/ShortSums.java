package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.schedule.Affine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns loops of few turns that only add to accumulators, inside of a loop that runs in vectors,
 * into their turns one after the other: of a window of nine elements, most need no more than one of
 * the conditions by which all nine lie in the image.
 */
final class ShortSums {
  private final Set<Node> lanes;
  private final long most;

  /**
   * @param lanes the ranges chosen to run in vectors
   * @param most updates that are written out
   */
  ShortSums(Set<Node> lanes, long most) {
    this.lanes = lanes;
    this.most = most;
  }

  /** True of a REDUCE of at most so many terms in all. */
  static boolean isShort(Node reduce, long most) {
    List<Node> ranges = Expression.ranges(reduce);
    return ranges.stream().allMatch(range -> range.source(0).isConst())
        && Affine.elements(ranges) <= most;
  }

  List<Node> writtenOut(List<Node> statements) {
    return writtenOut(statements, false);
  }

  private List<Node> writtenOut(List<Node> statements, boolean inVectors) {
    List<Node> result = new ArrayList<>();
    for (Node statement : statements) {
      if (statement.op() != Op.LOOP) {
        result.add(statement);
        continue;
      }
      Node range = statement.source(0);
      List<Node> inner = LoopNests.body(statement);
      List<Node> body = writtenOut(inner, inVectors || lanes.contains(range));
      if (inVectors && isShortSum(range, body)) {
        turns(range, body, result);
      } else {
        result.add(LoopNests.loop(range, body));
      }
    }
    return result;
  }

  private boolean isShortSum(Node range, List<Node> body) {
    Map<Node, Set<Node>> free = Expression.free(body);
    return range.source(0).isConst()
        && Affine.extent(range) * body.size() <= most
        && body.stream().allMatch(node -> node.op() == Op.UPDATE && free.get(node).contains(range));
  }

  private static void turns(Node range, List<Node> body, List<Node> result) {
    for (long turn = 0; turn < Affine.extent(range); turn++) {
      result.addAll(new Rebuild(Map.of(range, Node.index(turn))).all(body));
    }
  }
}
