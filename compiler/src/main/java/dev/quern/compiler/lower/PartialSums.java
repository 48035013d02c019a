package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.lower.PartialSum.Part;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Capability;
import dev.quern.compiler.target.Tuning.Sums;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Lowers the rows of a chunk that are reduced over the grid: they are combined into partial results
 * of the chunk's own, which a second phase combines in order.
 */
final class PartialSums {
  private final KernelBuilder builder;
  private final Chunks chunks;
  private final List<Node> row;
  private final Function<Map<Node, Node>, List<LoopedStatement>> statements;

  /**
   * @param row the ranges inside a row
   * @param statements what a row stores, given what takes the place of ranges
   */
  PartialSums(
      KernelBuilder builder,
      Chunks chunks,
      List<Node> row,
      Function<Map<Node, Node>, List<LoopedStatement>> statements) {
    this.builder = builder;
    this.chunks = chunks;
    this.row = row;
    this.statements = statements;
  }

  /**
   * A chunk's statements: what begins its partial results, its rows, and what ends them.
   *
   * @param loops over the rows of a chunk
   * @param places what stands for the ranges of the grid
   */
  List<Node> around(int phase, List<GridSum> sums, List<Node> loops, Map<Node, Node> places) {
    List<PartialSum> partials = partials(sums);
    boolean cut = partials.stream().anyMatch(PartialSum::isCut);
    Sums tuning = builder.tuning.sums();
    SummationTree runs =
        SummationTree.of(
            loops, cut ? tuning.rowRun() : Long.MAX_VALUE, 1, tuning.branches(), builder.ids);
    RangeSubstitution rebuild = new RangeSubstitution(runs.places());
    Map<Node, Node> all = new LinkedHashMap<>(runs.places());
    places.forEach((range, place) -> all.put(range, rebuild.of(place)));
    LoopSubstitution renewal = new LoopSubstitution(all, builder.ids, builder.lanes);
    List<Node> body = new ArrayList<>(begin(partials));
    body.addAll(level(0, runs, partials, renewal.renew(row)));
    body.addAll(end(partials));
    if (chunks.count() > 1) {
      partials.forEach(partial -> combine(phase + 1, partial.sum(), partial.memory().array()));
    }
    return body;
  }

  private List<PartialSum> partials(List<GridSum> sums) {
    List<PartialSum> partials = new ArrayList<>();
    for (GridSum sum : sums) {
      Part memory = chunks.count() == 1 ? new Part(sum.out(), Node.index(0)) : workspace(sum);
      Arg id = new Arg.Accumulator(sum.reduce().kind(), builder.ids.number());
      Node accumulator =
          Node.of(Op.ACC, sum.out().dtype(), Shape.SCALAR, id, PartialSum.identity(sum));
      // A plain loop is vectors where it adds to an array from its start on, which memory is not.
      boolean own =
          builder.target.has(Capability.AUTO_VECTORIZED) && sum.perElement() && isShort(sum);
      partials.add(new PartialSum(sum, memory, accumulator, own ? local(sum) : memory));
    }
    return partials;
  }

  private Part workspace(GridSum sum) {
    long elements = sum.out().shape().elements();
    Node memory = builder.buffers.workspace(sum.out().dtype(), chunks.count() * elements);
    return new Part(memory, chunks.number().times(elements));
  }

  private Part local(GridSum sum) {
    long elements = sum.out().shape().elements();
    Node array = Nodes.local(sum.out().dtype(), elements, builder.ids.number());
    return new Part(array, Node.index(0));
  }

  /** True if fast memory has room for two rows of a sum's results. */
  private boolean isShort(GridSum sum) {
    long bytes = sum.out().shape().elements() * sum.out().dtype().bytes();
    return bytes <= builder.target.limits().rowBytes() / 2;
  }

  private List<Node> begin(List<PartialSum> partials) {
    List<Node> statements = new ArrayList<>();
    for (PartialSum partial : partials) {
      if (partial.sum().perElement()) {
        statements.add(
            forEach(partial, j -> partial.place().store(j, PartialSum.identity(partial.sum()))));
      } else {
        statements.add(partial.accumulator());
      }
    }
    return statements;
  }

  private static Node simple(Node node) {
    return new RangeSubstitution(Map.of()).of(node);
  }

  private Node forEach(PartialSum partial, UnaryOperator<Node> statement) {
    Node j = builder.ids.range(partial.elements());
    return LoopNests.loop(j, List.of(simple(statement.apply(j))));
  }

  /** The loops of a level; sums that are cut are added up apart on the levels inside it. */
  private List<Node> level(
      int level, SummationTree runs, List<PartialSum> partials, Map<Node, Node> places) {
    List<Node> body = new ArrayList<>();
    if (level == runs.levels().size() - 1) {
      body.addAll(rows(runs, partials, places));
    } else {
      List<PartialSum> inner = partials.stream().map(partial -> apart(partial)).toList();
      body.addAll(begin(inner.stream().filter(PartialSum::isCut).toList()));
      body.addAll(level(level + 1, runs, inner, places));
      for (int i = 0; i < inner.size(); i++) {
        if (inner.get(i).isCut()) {
          body.add(sum(partials.get(i), inner.get(i).place()));
        }
      }
    }
    List<Node> loops = runs.levels().get(level);
    return LoopNests.loops(loops, body);
  }

  private PartialSum apart(PartialSum partial) {
    if (!partial.isCut()) {
      return partial;
    }
    boolean fast = builder.target.has(Capability.CACHED_ARRAYS) && isShort(partial.sum());
    return partial.at(fast ? local(partial.sum()) : workspace(partial.sum()));
  }

  private Node sum(PartialSum partial, Part part) {
    return forEach(
        partial, j -> partial.place().store(j, partial.place().load(j).plus(part.load(j))));
  }

  private List<Node> rows(SummationTree runs, List<PartialSum> partials, Map<Node, Node> places) {
    Set<Node> outer = new LinkedHashSet<>(chunks.ranges());
    runs.levels().forEach(outer::addAll);
    List<LoopedStatement> units = new ArrayList<>(statements.apply(places));
    for (PartialSum partial : partials) {
      units.add(update(partial, places));
    }
    return builder.loops().build(units, outer);
  }

  /** Combines a row's value, itself reduced over row ranges that the result does not keep. */
  private LoopedStatement update(PartialSum partial, Map<Node, Node> replaced) {
    GridSum sum = partial.sum();
    RangeSubstitution rebuild = new RangeSubstitution(new LinkedHashMap<>(replaced));
    List<Node> rebuilt = rebuild.all(List.of(sum.value(), sum.index()));
    Node index = rebuilt.get(1);
    List<Node> inner = LoopNests.replaced(row.stream().filter(sum.over()::contains), replaced);
    Arg.Reduce reduce = sum.reduce();
    Node value = Nodes.cast(rebuilt.get(0), reduce.accumulator());
    if (!inner.isEmpty()) {
      value = Nodes.reduceOver(reduce.kind(), value, reduce.accumulator(), inner);
    }
    if (!sum.perElement()) {
      return new LoopedStatement(
          Nodes.statement(Op.UPDATE, Arg.NONE, partial.accumulator(), value), List.of());
    }
    Node at = simple(partial.place().index(index));
    Node combined = Nodes.binary(reduce.kind(), Nodes.load(partial.place().array(), at), value);
    return new LoopedStatement(
        Nodes.store(partial.place().array(), at, combined),
        LoopNests.around(index, LoopNests.replaced(row.stream(), replaced)));
  }

  private List<Node> end(List<PartialSum> partials) {
    List<Node> statements = new ArrayList<>();
    for (PartialSum partial : partials) {
      if (!partial.sum().perElement()) {
        statements.add(simple(partial.memory().store(Node.index(0), partial.accumulator())));
      } else if (partial.place() != partial.memory()) {
        statements.add(forEach(partial, j -> partial.memory().store(j, partial.place().load(j))));
      }
    }
    return statements;
  }

  /** Adds up the partial results of a sum in the order of the chunks. */
  private void combine(int phase, GridSum sum, Node memory) {
    long elements = sum.out().shape().elements();
    Node chunk = builder.ids.range(chunks.count());
    Node j = elements == 1 ? Node.index(0) : builder.ids.range(elements);
    Node value = Nodes.load(memory, chunk.times(elements).plus(j));
    Node total =
        Nodes.reduceOver(sum.reduce().kind(), value, sum.reduce().accumulator(), List.of(chunk));
    List<Node> rows = Ranges.isRange(j) ? List.of(j) : List.of();
    RowNest.add(builder, phase, rows, Nodes.store(sum.out(), j, total));
  }
}
