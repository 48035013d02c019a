package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.lower.Stages.Unit;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lowers a kernel whose rows are shared out over a grid: elementwise kernels, row reductions and
 * column sums, which differ only in which ranges are grid and which are row.
 */
final class RowNest {
  /** Elements of a row that are one unit of work where a kernel is a single long loop. */
  private static final long BLOCK = 4096;

  private static final long FEW_ROWS = 16;

  private final Draft draft;
  private List<Node> grid;
  private List<Node> row;
  private final List<Node> statements = new ArrayList<>();
  private final List<GridSum> sums = new ArrayList<>();

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

  RowNest(Draft draft, List<Node> grid, List<Node> row) {
    this.draft = draft;
    this.grid = grid;
    this.row = row;
  }

  void store(Node statement) {
    statements.add(statement);
  }

  void sum(GridSum sum) {
    sums.add(sum);
  }

  /** Adds the kernel's phases, from the given one on, to the draft. */
  void build(int phase) {
    Optional<RowWindows> windows = windows();
    if (windows.isPresent()) {
      addRows(phase, windows.get().grid(), windows.get().body());
      return;
    }
    simplify();
    chooseLanes();
    if (sums.isEmpty()) {
      addRows(phase, grid, draft.stages().build(rowUnits(Map.of()), new LinkedHashSet<>(grid)));
    } else {
      new PartialSums(draft, grid, row, this::rowUnits).build(phase, sums);
    }
  }

  private Optional<RowWindows> windows() {
    boolean single = sums.isEmpty() && statements.size() == 1 && !hasRowLoops();
    if (!single || !ContractionNest.inBlocks(draft.target)) {
      return Optional.empty();
    }
    return RowWindows.of(new Rebuild(Map.of()).of(statements.get(0)), grid, draft);
  }

  // ---- ranges

  private void simplify() {
    List<Node> all = new ArrayList<>(statements);
    sums.forEach(sum -> all.addAll(List.of(sum.value(), sum.index())));
    boolean lanesInGrid = ContractionNest.inBlocks(draft.target) && !hasRowLoops();
    int lanes = lanesInGrid ? draft.target.lanes(Float.BYTES) : 1;
    RangeMerging merging = new RangeMerging(new Rebuild(Map.of()).all(all), draft.ids, lanes);
    grid = merging.merge(grid);
    row = merging.merge(row);
    take(merging.statements());
    sums.replaceAll(sum -> sum.with(sum.value(), sum.index(), merging.renamed(sum.over())));
    if (draft.listener.listens()) {
      draft.listener.stores(LoweringListener.Step.MERGED, indexForm());
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
    Optional<Node> best = new Lanes(draft.target).best(grid, all());
    if (best.isEmpty()) {
      return;
    }
    Node lane = best.get();
    List<Node> rest = new ArrayList<>(grid);
    rest.remove(lane);
    long rows = Ranges.elements(rest);
    if (rows < FEW_ROWS && lane.source(0).isConst() && Ranges.extent(lane) > BLOCK) {
      lane = block(lane, rest);
    }
    grid = rest;
    row = new ArrayList<>(row);
    row.add(0, lane);
    draft.lanes.add(lane);
  }

  private boolean hasRowLoops() {
    List<Node> all = all();
    Map<Node, Set<Node>> free = Expression.free(all);
    return all.stream().anyMatch(node -> row.stream().anyMatch(free.get(node)::contains));
  }

  private boolean hasReduce() {
    return Expression.nodes(all()).stream().anyMatch(node -> node.op() == Op.REDUCE);
  }

  private boolean reduceWalksBetter() {
    List<Node> all = all();
    Optional<Node> outer = new Lanes(draft.target).best(grid, all);
    Set<Node> reduced = new LinkedHashSet<>();
    for (Node node : Expression.nodes(all)) {
      if (node.op() == Op.REDUCE) {
        reduced.addAll(Expression.ranges(node));
      }
    }
    Optional<Node> inner = new Lanes(draft.target).best(List.copyOf(reduced), all);
    return outer.isEmpty()
        || inner.isPresent() && Lanes.score(inner.get(), all) > Lanes.score(outer.get(), all);
  }

  private Node block(Node lane, List<Node> rest) {
    long extent = Ranges.extent(lane);
    Node block = draft.ids.range(-Math.floorDiv(-extent, BLOCK));
    Node left = Node.index(extent).minus(block.times(BLOCK));
    Node size =
        extent % BLOCK == 0 ? Node.index(BLOCK) : Nodes.binary(Op.MIN, Node.index(BLOCK), left);
    Node within = draft.ids.range(size);
    take(new Rebuild(Map.of(lane, block.times(BLOCK).plus(within))).all(all()));
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

  // ---- statements

  private void addRows(int phase, List<Node> ranges, List<Node> statements) {
    boolean blocks = ContractionNest.inBlocks(draft.target);
    List<Node> body = blocks ? new ShortSums(draft.lanes).writtenOut(statements) : statements;
    int chunk = Effort.rows(Ranges.elements(ranges), Effort.of(body));
    draft.add(phase, segment(ranges, body), chunk);
  }

  /** The stores of a row, with other expressions in the place of grid ranges. */
  private List<Unit> rowUnits(Map<Node, Node> replaced) {
    List<Node> stores = replaced.isEmpty() ? statements : new Rebuild(replaced).all(statements);
    List<Node> loops = PartialSums.renamed(row.stream(), replaced);
    return stores.stream().map(store -> new Unit(store, loopsOf(store, loops))).toList();
  }

  /** Those of the row ranges that a statement varies with, in their order. */
  static List<Node> loopsOf(Node statement, List<Node> row) {
    Set<Node> free = Expression.free(List.of(statement)).get(statement);
    return row.stream().filter(free::contains).toList();
  }

  List<Node> row() {
    return row;
  }

  static Node segment(List<Node> ranges, List<Node> body) {
    List<Node> sources = new ArrayList<>(ranges);
    sources.addAll(body);
    return Nodes.statement(Op.SEGMENT, Arg.NONE, sources.toArray(Node[]::new));
  }

  static Node scalar(double value, Node like) {
    return Nodes.constant(like.dtype(), Shape.SCALAR, value);
  }

  static Map<Node, Node> unflatten(List<Node> ranges, Node flat) {
    Map<Node, Node> parts = new LinkedHashMap<>();
    long stride = 1;
    for (int i = ranges.size() - 1; i >= 0; i--) {
      long extent = Ranges.extent(ranges.get(i));
      Node index = stride == 1 ? flat : flat.over(Node.index(stride));
      parts.put(ranges.get(i), i == 0 ? index : index.modulo(Node.index(extent)));
      stride *= extent;
    }
    return parts;
  }

  /** The number of a turn of the loops, counted row-major. */
  static Node flatten(List<Node> ranges) {
    Node number = Node.index(0);
    for (Node range : ranges) {
      number = number.times(Ranges.extent(range)).plus(range);
    }
    return number;
  }
}
