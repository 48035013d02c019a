package dev.quern.compiler.lower;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Capability;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the loops of a kernel whose rows are shared out over a grid: neighbouring ranges are
 * merged, and where all are grid one of them becomes the loop inside a row.
 */
final class RowLoops {
  private final KernelBuilder builder;
  private List<Node> grid;
  private List<Node> row;
  private final List<Node> statements = new ArrayList<>();
  private final List<GridSum> sums = new ArrayList<>();

  RowLoops(KernelBuilder builder, List<Node> grid, List<Node> row) {
    this.builder = builder;
    this.grid = grid;
    this.row = row;
  }

  List<Node> grid() {
    return grid;
  }

  List<Node> row() {
    return row;
  }

  List<Node> stores() {
    return statements;
  }

  List<GridSum> sums() {
    return sums;
  }

  void store(Node statement) {
    statements.add(statement);
  }

  void sum(GridSum sum) {
    sums.add(sum);
  }

  /** Merges ranges and chooses the loop inside a row. */
  void choose() {
    merge();
    chooseLanes();
  }

  private void merge() {
    boolean lanesInGrid = builder.target.has(Capability.MASKED_VECTORS) && !hasRowLoops();
    int lanes = lanesInGrid ? builder.target.lanes(Float.BYTES) : 1;
    LoopCoalescing merging =
        new LoopCoalescing(new RangeSubstitution(Map.of()).all(all()), builder, lanes);
    grid = merging.merge(grid);
    row = merging.merge(row);
    take(merging.statements());
    sums.replaceAll(sum -> sum.with(sum.value(), sum.index(), merging.renamed(sum.over())));
    if (builder.listener.listens()) {
      builder.listener.stores(LoweringListener.Step.MERGED, indexForm());
    }
  }

  /** The stores and sums in index form, for people to read. */
  private List<Node> indexForm() {
    List<Node> stores = new ArrayList<>(statements);
    for (GridSum sum : sums) {
      DType accumulator = sum.reduce().accumulator();
      Node total = Nodes.reduceOver(sum.reduce().kind(), sum.value(), accumulator, sum.over());
      stores.add(Nodes.store(sum.out(), sum.index(), total));
    }
    Numbering numbering = new Numbering(stores);
    return stores.stream().map(numbering::of).toList();
  }

  private void take(List<Node> rebuilt) {
    int next = statements.size();
    statements.clear();
    statements.addAll(rebuilt.subList(0, next));
    for (int i = 0; i < sums.size(); i++) {
      GridSum sum = sums.get(i);
      sums.set(i, sum.with(rebuilt.get(next++), rebuilt.get(next++), sum.over()));
    }
  }

  private List<Node> all() {
    List<Node> all = new ArrayList<>(statements);
    sums.forEach(sum -> all.addAll(List.of(sum.value(), sum.index())));
    return all;
  }

  /**
   * Where every range is grid, takes one of them as the loop inside a row, in blocks if it is long.
   */
  private void chooseLanes() {
    if (grid.isEmpty() || hasRowLoops() || hasReduce() && reduceWalksBetter()) {
      return;
    }
    Optional<Node> best = new Vectorization(builder.target).best(grid, all());
    if (best.isEmpty()) {
      return;
    }
    Node lane = best.get();
    List<Node> rest = new ArrayList<>(grid);
    rest.remove(lane);
    long rows = Ranges.elements(rest);
    if (rows < builder.tuning.grid().fewestRows()
        && lane.source(0).isConst()
        && Ranges.extent(lane) > builder.tuning.grid().rowBlock()) {
      lane = block(lane, rest);
    }
    grid = rest;
    row = new ArrayList<>(row);
    row.add(0, lane);
    builder.lanes.add(lane);
  }

  boolean hasRowLoops() {
    List<Node> all = all();
    Map<Node, Set<Node>> free = Expression.free(all);
    return all.stream().anyMatch(node -> row.stream().anyMatch(free.get(node)::contains));
  }

  private boolean hasReduce() {
    return Expression.nodes(all()).stream().anyMatch(node -> node.op() == Op.REDUCE);
  }

  private boolean reduceWalksBetter() {
    List<Node> all = all();
    Optional<Node> outer = new Vectorization(builder.target).best(grid, all);
    Set<Node> reduced = new LinkedHashSet<>();
    for (Node node : Expression.nodes(all)) {
      if (node.op() == Op.REDUCE) {
        reduced.addAll(Expression.ranges(node));
      }
    }
    Optional<Node> inner = new Vectorization(builder.target).best(List.copyOf(reduced), all);
    return outer.isEmpty()
        || inner.isPresent()
            && builder.locality.score(inner.get(), all) > builder.locality.score(outer.get(), all);
  }

  private Node block(Node lane, List<Node> rest) {
    long extent = Ranges.extent(lane);
    Node block = builder.ids.range(Blocks.count(extent, builder.tuning.grid().rowBlock()));
    Node within = builder.ids.range(Blocks.extent(extent, builder.tuning.grid().rowBlock(), block));
    take(
        new RangeSubstitution(
                Map.of(lane, block.times(builder.tuning.grid().rowBlock()).plus(within)))
            .all(all()));
    rest.add(block);
    sums.replaceAll(
        sum -> sum.with(sum.value(), sum.index(), split(sum.over(), lane, block, within)));
    return within;
  }

  private static List<Node> split(List<Node> over, Node lane, Node block, Node within) {
    List<Node> result = new ArrayList<>(over);
    if (result.remove(lane)) {
      result.addAll(List.of(block, within));
    }
    return result;
  }

  /** The stores of a row, with other expressions in the place of grid ranges. */
  List<LoopedStatement> statements(Map<Node, Node> replaced) {
    List<Node> stores =
        replaced.isEmpty() ? statements : new RangeSubstitution(replaced).all(statements);
    List<Node> loops = LoopNests.replaced(row.stream(), replaced);
    return stores.stream()
        .map(store -> new LoopedStatement(store, LoopNests.around(store, loops)))
        .toList();
  }
}
