package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.schedule.IndexMap;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Partitions the loops that fill a padded copy into boundary and interior, so that none asks for
 * each element whether it is padding.
 */
final class LoopPartitioning {
  private static final Node NEVER = new IndexAlgebra().of(Node.index(1).lessThan(Node.index(0)));

  private final LoopedStatement fill;
  private final Ids ids;
  private final Map<Node, Span> spans = new LinkedHashMap<>(); // by loop

  /** The iterations of a loop that are no padding, from the first to before the last. */
  private record Span(Node first, Node last) {
    /**
     * The same where loops around this one, on which its iterations depend, have places of their
     * own.
     */
    Span within(Map<Node, Node> places) {
      RangeSubstitution rebuild = new RangeSubstitution(places);
      return new Span(rebuild.of(first), rebuild.of(last));
    }
  }

  private LoopPartitioning(LoopedStatement fill, Ids ids) {
    this.fill = fill;
    this.ids = ids;
    fill.loops().forEach(loop -> spans.put(loop, new Span(Node.index(0), loop.source(0))));
  }

  /** The fills of a copy of all that windows lie in, from the start of the memory on. */
  static List<LoopedStatement> copy(Stencil windows, Node memory, Ids ids) {
    return partition(windows.fill(memory, Node.index(0), windows.extent(), ids), ids);
  }

  /** The fills in the order in which they run; the one that was given if it cannot be cut. */
  static List<LoopedStatement> partition(LoopedStatement fill, Ids ids) {
    List<Node> conditions = conditions(fill);
    LoopPartitioning padding = new LoopPartitioning(fill, ids);
    boolean limits = conditions.stream().allMatch(padding::limits);
    Optional<Node> constant = limits ? outside(fill, conditions) : Optional.empty();
    return constant.map(value -> padding.cut(value, conditions)).orElse(List.of(fill));
  }

  /** What is asked of an element: conditions that must all hold, each of one place. */
  private static List<Node> conditions(LoopedStatement fill) {
    List<Node> value = List.of(fill.statement().source(2));
    Map<Node, Set<Node>> free = Expression.free(value);
    return Expression.nodes(value).stream()
        .filter(node -> node.dtype().isBool() && node.op() != Op.AND)
        .filter(node -> !Collections.disjoint(free.get(node), fill.loops()))
        .toList();
  }

  /** The constant that an element is if any of the conditions does not hold. */
  private static Optional<Node> outside(LoopedStatement fill, List<Node> conditions) {
    List<Node> values =
        conditions.stream()
            .map(
                condition ->
                    new RangeSubstitution(Map.of(condition, NEVER)).of(fill.statement().source(2)))
            .distinct()
            .toList();
    return values.size() == 1 && values.get(0).isConst()
        ? Optional.of(values.get(0))
        : Optional.empty();
  }

  /** Narrows the span of a loop to where the condition holds; false if it is no limit of one. */
  private boolean limits(Node condition) {
    if (condition.op() != Op.CMPLT || condition.source(0).dtype() != Node.index(0).dtype()) {
      return false;
    }
    Node above = IndexAlgebra.simplify(condition.source(1).minus(condition.source(0)));
    Set<Node> free = Expression.free(List.of(above)).get(above);
    List<Node> loops = fill.loops().stream().filter(free::contains).toList();
    long step = loops.size() == 1 ? Strides.along(loops.get(0), above).orElse(0L) : 0;
    if (Math.abs(step) != 1) {
      return false;
    }
    Span span = spans.get(loops.get(0));
    Node rest = new RangeSubstitution(Map.of(loops.get(0), Node.index(0))).of(above);
    Node first = Node.index(1).minus(rest);
    spans.put(
        loops.get(0),
        step == 1
            ? new Span(Nodes.binary(Op.MAX, span.first, first), span.last)
            : new Span(span.first, Nodes.binary(Op.MIN, span.last, rest)));
    return true;
  }

  private List<LoopedStatement> cut(Node constant, List<Node> conditions) {
    spans.replaceAll(LoopPartitioning::within);
    Map<Node, Node> holding = new LinkedHashMap<>();
    conditions.forEach(condition -> holding.put(condition, IndexMap.ALWAYS));
    Map<Node, Span> inside = new LinkedHashMap<>();
    List<LoopedStatement> fills = new ArrayList<>();
    for (Node loop : fill.loops()) {
      Span span = spans.get(loop);
      add(fills, inside, loop, new Span(Node.index(0), span.first), constant);
      add(fills, inside, loop, new Span(span.last, loop.source(0)), constant);
      inside.put(loop, span);
    }
    add(fills, inside, new RangeSubstitution(holding).of(fill.statement().source(2)));
    return fills;
  }

  /** Neither end lies outside of the loop, nor the last before the first. */
  private static Span within(Node loop, Span span) {
    Node first = Nodes.binary(Op.MIN, span.first, loop.source(0));
    Node last = Nodes.binary(Op.MAX, first, span.last);
    return new Span(IndexAlgebra.simplify(first), IndexAlgebra.simplify(last));
  }

  private void add(
      List<LoopedStatement> fills, Map<Node, Span> spans, Node loop, Span span, Node value) {
    Map<Node, Span> all = new LinkedHashMap<>(spans);
    all.put(loop, span);
    add(fills, all, value);
  }

  /**
   * Adds the fill of some iterations of some loops and all iterations of the others, if that is
   * any.
   */
  private void add(List<LoopedStatement> fills, Map<Node, Span> some, Node value) {
    Map<Node, Node> places = new LinkedHashMap<>();
    List<Node> loops = new ArrayList<>();
    for (Node loop : fill.loops()) {
      Span whole = new Span(Node.index(0), loop.source(0));
      Span span = some.getOrDefault(loop, whole).within(places);
      Node iterations = ids.range(IndexAlgebra.simplify(span.last.minus(span.first)));
      if (iterations.source(0).isIndex(0)) {
        return;
      }
      boolean once = iterations.source(0).isIndex(1);
      places.put(loop, once ? span.first : span.first.plus(iterations));
      loops.addAll(once ? List.of() : List.of(iterations));
    }
    Node store = Nodes.store(fill.statement().source(0), fill.statement().source(1), value);
    fills.add(new LoopedStatement(new RangeSubstitution(places).of(store), loops));
  }
}
