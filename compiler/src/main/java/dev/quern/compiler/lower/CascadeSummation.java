package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Tuning.Sums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns long sums of floats into cascade sums, with accumulators for each level of a {@link
 * SummationTree}. Loops nested around a sum each get accumulators of their own, so that none is
 * added to too often.
 */
final class CascadeSummation {
  private final Sums tuning;
  private final Ids ids;
  private final Set<Node> lanes;
  private final Vectorization decisions;

  /**
   * @param lanes the ranges chosen to run in vectors; takes in those that stand for them
   */
  CascadeSummation(Target target, Ids ids, Set<Node> lanes) {
    this.tuning = target.tuning().sums();
    this.ids = ids;
    this.lanes = lanes;
    this.decisions = new Vectorization(target);
  }

  /** The segment with its long sums cut. */
  Node cut(Node segment) {
    List<Node> body = NestStatements.body(segment);
    List<Node> head = segment.sources().subList(0, segment.arity() - body.size());
    List<Node> sources = new ArrayList<>(head);
    sources.addAll(statements(body, false));
    return segment.with(sources.toArray(Node[]::new));
  }

  /** Statements one after the other; {@code spread} if each lane of a vector runs them. */
  private List<Node> statements(List<Node> statements, boolean spread) {
    List<Node> result = new ArrayList<>();
    for (Node statement : statements) {
      if (statement.op() == Op.LOOP) {
        result.add(loop(statement, spread));
      } else {
        result.add(statement);
      }
    }
    return result;
  }

  private Node loop(Node loop, boolean spread) {
    Set<Node> sums = new LinkedHashSet<>();
    sums(loop, 1, spread, sums);
    return sums.isEmpty()
        ? with(loop, statements(LoopNests.body(loop), spread || isLane(loop)))
        : cut(loop, List.copyOf(sums), spread);
  }

  private static Node with(Node loop, List<Node> body) {
    return LoopNests.loop(loop.source(0), body);
  }

  private boolean isLane(Node loop) {
    return lanes.contains(loop.source(0));
  }

  /** Finds the accumulators from outside that so many iterations of a loop add too much to. */
  private void sums(Node loop, long around, boolean spread, Set<Node> found) {
    long own = Blocks.count(Ranges.extent(loop.source(0)), together(loop, spread));
    long iterations = Math.min(Integer.MAX_VALUE, around * own);
    for (Node statement : LoopNests.body(loop)) {
      if (statement.op() == Op.LOOP) {
        sums(statement, iterations, spread || isLane(loop), found);
      } else if (statement.op() == Op.UPDATE
          && iterations > tuning.accumulatorRun()
          && isSum(statement.source(0))) {
        found.add(statement.source(0));
      }
    }
    found.removeAll(LoopNests.body(loop));
    found.removeIf(sum -> isRead(sum, loop));
  }

  private static boolean isSum(Node accumulator) {
    return accumulator.dtype().isFloat() && ((Arg.Accumulator) accumulator.arg()).kind() == Op.ADD;
  }

  /** True if a loop uses the value that a sum has so far. */
  private static boolean isRead(Node sum, Node loop) {
    return Expression.nodes(List.of(loop)).stream()
        .anyMatch(
            node ->
                node.sources().lastIndexOf(sum) > 0
                    || node.op() != Op.UPDATE && node.sources().contains(sum));
  }

  private long together(Node loop, boolean spread) {
    return spread ? 1 : decisions.accumulators(loop, lanes);
  }

  /**
   * A loop whose iterations are added to accumulators of their level, and those to the given ones.
   */
  private Node cut(Node loop, List<Node> sums, boolean spread) {
    Node range = loop.source(0);
    SummationTree runs =
        SummationTree.of(
            List.of(range),
            tuning.accumulatorRun(),
            together(loop, spread),
            tuning.branches(),
            ids);
    List<Node> body = nested(LoopNests.body(loop), sums, spread || isLane(loop));
    List<List<Node>> levels = runs.levels();
    if (levels.size() == 1) {
      return with(loop, body);
    }
    List<Node> inner = new LoopSubstitution(runs.places(), ids, lanes).of(body);
    for (int level = levels.size() - 1; level > 0; level--) {
      Node part = levels.get(level).get(0);
      if (isLane(loop) && level == levels.size() - 1) {
        lanes.add(part);
      }
      inner = apart(sums, outer -> List.of(LoopNests.loop(part, outer)), inner);
    }
    return LoopNests.loop(levels.get(0).get(0), inner);
  }

  /** The body of a cut loop: sums of loops inside it are accumulated apart for each iteration. */
  private List<Node> nested(List<Node> body, List<Node> sums, boolean spread) {
    List<Node> result = new ArrayList<>();
    for (Node statement : body) {
      List<Node> own = sums.stream().filter(sum -> updates(statement, sum)).toList();
      if (statement.op() != Op.LOOP || own.isEmpty()) {
        result.addAll(statements(List.of(statement), spread));
      } else {
        Set<Node> all = new LinkedHashSet<>(own);
        sums(statement, 1, spread, all);
        result.addAll(apart(own, loop -> loop, List.of(cut(statement, List.copyOf(all), spread))));
      }
    }
    return result;
  }

  private static boolean updates(Node statement, Node sum) {
    return Expression.nodes(List.of(statement)).stream()
        .anyMatch(node -> node.op() == Op.UPDATE && node.source(0) == sum);
  }

  /** Statements that add to fresh accumulators, which are then added to the given ones. */
  private List<Node> apart(
      List<Node> sums, java.util.function.UnaryOperator<List<Node>> around, List<Node> statements) {
    Map<Node, Node> fresh = new LinkedHashMap<>();
    sums.forEach(sum -> fresh.put(sum, accumulator(sum)));
    List<Node> result = new ArrayList<>(fresh.values());
    result.addAll(around.apply(new Substitution(fresh).all(statements)));
    fresh.forEach((sum, own) -> result.add(Nodes.statement(Op.UPDATE, Arg.NONE, sum, own)));
    return result;
  }

  private Node accumulator(Node sum) {
    Arg id = new Arg.Accumulator(Op.ADD, ids.number());
    return Node.of(Op.ACC, sum.dtype(), Shape.SCALAR, id, sum.source(0));
  }
}
