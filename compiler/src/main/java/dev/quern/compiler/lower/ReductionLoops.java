package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.rewrite.Substitution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns statements whose expressions contain REDUCEs into loops, one after the other, in which
 * accumulators are updated.
 *
 * <p>A REDUCE becomes a loop of its own before what uses it; reductions and stores that loop over
 * the same ranges and do not wait for each other share a loop. What depends on a loop variable is
 * built inside that loop in the same way.
 */
final class ReductionLoops {
  private final Ids ids;
  private final RowCache cache;
  private final Set<Node> lanes;

  /**
   * @param lanes the ranges chosen to run in vectors; takes in those that stand for them in a loop
   */
  ReductionLoops(Ids ids, RowCache cache, Set<Node> lanes) {
    this.ids = ids;
    this.cache = cache;
    this.lanes = lanes;
  }

  /** Units that share a loop. */
  private record Group(int level, List<Node> loops, List<Node> statements) {}

  /**
   * The statements of a scope in which {@code outer} ranges are known.
   *
   * @param units in the order in which they would run one by one
   */
  List<Node> build(List<LoopedStatement> units, Set<Node> outer) {
    List<Node> roots = units.stream().map(LoopedStatement::statement).toList();
    Map<Node, Node> accumulators = new LinkedHashMap<>();
    Map<Node, Set<Node>> free = Expression.free(roots);
    for (Node node : Expression.nodes(roots)) {
      if (node.op() == Op.REDUCE && outer.containsAll(free.get(node))) {
        accumulators.put(node, accumulator(node));
      }
    }
    Map<Node, Integer> levels = levels(roots, accumulators);
    Substitution named = new Substitution(accumulators);
    List<Group> groups = new ArrayList<>();
    accumulators.forEach(
        (reduce, acc) -> {
          Node value = bodyOf(reduce, named);
          Node update = Nodes.statement(Op.UPDATE, Arg.NONE, acc, value);
          place(
              groups,
              new LoopedStatement(update, Expression.ranges(reduce)),
              levels.get(reduce) - 1);
        });
    for (LoopedStatement unit : units) {
      Node statement = named.of(unit.statement());
      place(groups, new LoopedStatement(statement, unit.loops()), levels.get(unit.statement()));
    }
    groups.sort(java.util.Comparator.comparingInt(Group::level));
    return emit(groups, outer, accumulators.values().stream().toList());
  }

  private Node accumulator(Node reduce) {
    Arg.Reduce arg = (Arg.Reduce) reduce.arg();
    Node initial = Nodes.constant(Shape.SCALAR, arg.kind().identity(reduce.dtype()));
    Arg id = new Arg.Accumulator(arg.kind(), ids.number());
    return Node.of(Op.ACC, reduce.dtype(), Shape.SCALAR, id, initial);
  }

  private static Node bodyOf(Node reduce, Substitution named) {
    return named.of(reduce.source(0));
  }

  /** The number of loops that must run before each node is known. */
  private static Map<Node, Integer> levels(List<Node> roots, Map<Node, Node> accumulators) {
    Map<Node, Integer> levels = new HashMap<>();
    for (Node node : Expression.nodes(roots)) {
      int level = 0;
      for (Node source : node.sources()) {
        level = Math.max(level, levels.getOrDefault(source, 0));
      }
      levels.put(node, accumulators.containsKey(node) ? level + 1 : level);
    }
    return levels;
  }

  private static void place(List<Group> groups, LoopedStatement unit, int level) {
    for (Group group : groups) {
      if (group.level == level && group.loops.equals(unit.loops())) {
        group.statements.add(unit.statement());
        return;
      }
    }
    groups.add(new Group(level, unit.loops(), new ArrayList<>(List.of(unit.statement()))));
  }

  private List<Node> emit(List<Group> groups, Set<Node> outer, List<Node> accumulators) {
    List<List<Node>> bodies = new ArrayList<>();
    groups.forEach(group -> bodies.add(group.statements));
    cache.share(groups.stream().map(Group::loops).toList(), bodies);
    List<Node> result = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Node> loops = groups.get(i).loops;
      for (Node statement : bodies.get(i)) {
        if (statement.op() == Op.UPDATE && accumulators.contains(statement.source(0))) {
          result.add(statement.source(0));
        }
      }
      Map<Node, Node> own = ownRanges(loops);
      List<Node> statements = new Substitution(own).all(bodies.get(i));
      result.addAll(loop(loops.stream().map(own::get).toList(), statements, outer));
    }
    return result;
  }

  /** A loop has ranges of its own, so that what is decided of it is not decided of another. */
  private Map<Node, Node> ownRanges(List<Node> loops) {
    Map<Node, Node> own = new LinkedHashMap<>();
    for (Node range : loops) {
      Node extent = new Substitution(own).of(range.source(0));
      Node fresh = ids.range(extent);
      own.put(range, fresh);
      if (lanes.contains(range)) {
        lanes.add(fresh);
      }
    }
    return own;
  }

  private List<Node> loop(List<Node> loops, List<Node> statements, Set<Node> outer) {
    Set<Node> known = new java.util.LinkedHashSet<>(outer);
    known.addAll(loops);
    List<Node> body = statements;
    if (Expression.nodes(statements).stream().anyMatch(node -> node.op() == Op.REDUCE)) {
      body = build(statements.stream().map(s -> new LoopedStatement(s, List.of())).toList(), known);
    }
    return LoopNests.loops(loops, body);
  }
}
