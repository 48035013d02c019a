package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.lower.RowNest.GridSum;
import dev.quern.compiler.lower.Stages.Unit;
import dev.quern.compiler.schedule.Affine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lowers reductions over a kernel's grid: each of a fixed number of chunks combines its rows into a
 * partial result of its own; a second phase combines those in order.
 */
final class PartialSums {
  private final Draft draft;
  private final List<Node> grid;
  private final List<Node> row;
  private final Function<Map<Node, Node>, List<Unit>> rowUnits;

  /**
   * The chunks that each write partial results.
   *
   * @param number a chunk's, over {@code ranges}
   */
  record Blocks(Node number, long count, Set<Node> ranges) {}

  /**
   * A sum with the memory that a chunk writes.
   *
   * @param row fast memory in which a chunk adds up its elements; empty if it does in memory
   */
  private record Partial(
      GridSum sum, Node memory, Node accumulator, long elements, Optional<Node> row) {

    Node place() {
      return row.orElse(memory);
    }

    Node inMemory(Node chunk, Node element) {
      return chunk.times(elements).plus(element);
    }

    Node index(Node chunk, Node element) {
      return row.isPresent() ? element : inMemory(chunk, element);
    }
  }

  PartialSums(
      Draft draft,
      List<Node> grid,
      List<Node> row,
      Function<Map<Node, Node>, List<Unit>> rowUnits) {
    this.draft = draft;
    this.grid = grid;
    this.row = row;
    this.rowUnits = rowUnits;
  }

  void build(int phase, List<GridSum> sums) {
    boolean fixed = grid.stream().allMatch(range -> range.source(0).isConst());
    long rows = Affine.elements(grid);
    long elements = sums.stream().mapToLong(sum -> sum.out().shape().elements()).max().orElse(1);
    long chunks = fixed ? Effort.partials(rows, work(sums), elements) : 1;
    long each = Math.max(1, -Math.floorDiv(-rows, chunks));
    chunks = Math.max(1, -Math.floorDiv(-rows, each));
    Node chunk = chunks == 1 ? Node.index(0) : draft.ids.range(chunks);
    Set<Node> ranges = chunks == 1 ? Set.of() : Set.of(chunk);
    Blocks blocks = new Blocks(chunk, chunks, ranges);
    List<Node> body;
    if (chunks == 1) {
      body = around(phase, sums, blocks, grid, Map.of());
    } else {
      Node within = draft.ids.range(extent(rows, each, chunk));
      Node flat = chunk.times(each).plus(within);
      body = around(phase, sums, blocks, List.of(within), replaced(flat));
    }
    draft.add(phase, RowNest.segment(List.copyOf(ranges), body), 1);
  }

  /** What takes the place of the grid's ranges, and of row ranges whose extents those decide. */
  private Map<Node, Node> replaced(Node flat) {
    Map<Node, Node> parts = RowNest.unflatten(grid, flat);
    Rebuild rebuild = new Rebuild(parts);
    for (Node range : row) {
      Node extent = rebuild.of(range.source(0));
      if (extent != range.source(0)) {
        Node fresh = draft.ids.range(extent);
        parts.put(range, fresh);
        if (draft.lanes.contains(range)) {
          draft.lanes.add(fresh);
        }
      }
    }
    return parts;
  }

  /** A chunk's statements: what begins its partial results, its rows, and what ends them. */
  List<Node> around(
      int phase, List<GridSum> sums, Blocks blocks, List<Node> loops, Map<Node, Node> replaced) {
    List<Partial> partials = partials(sums, blocks.count);
    List<Node> body = new ArrayList<>(begin(partials, blocks.number));
    body.addAll(looped(loops, partials, blocks, replaced));
    body.addAll(end(partials, blocks.number));
    if (blocks.count > 1) {
      partials.forEach(partial -> combine(phase + 1, partial.sum, partial.memory, blocks.count));
    }
    return body;
  }

  private static Node extent(long rows, long each, Node chunk) {
    Node left = Node.index(rows).minus(chunk.times(each));
    return rows % each == 0 ? Node.index(each) : Nodes.binary(Op.MIN, Node.index(each), left);
  }

  private long work(List<GridSum> sums) {
    List<Node> units = new ArrayList<>(sums.stream().map(GridSum::value).toList());
    rowUnits.apply(Map.of()).forEach(unit -> units.add(unit.statement()));
    Set<Node> known = new LinkedHashSet<>(grid);
    long inner = 1;
    for (Node node : Expression.nodes(units)) {
      if (Affine.isRange(node) && !known.contains(node)) {
        inner *= Math.max(1, Affine.extent(node));
      }
    }
    return Expression.operations(units) * inner;
  }

  private List<Partial> partials(List<GridSum> sums, long chunks) {
    List<Partial> partials = new ArrayList<>();
    for (GridSum sum : sums) {
      long elements = sum.out().shape().elements();
      Node memory =
          chunks == 1 ? sum.out() : draft.operands.workspace(sum.out().dtype(), chunks * elements);
      Arg id = new Arg.Accumulator(sum.reduce().kind(), draft.ids.number());
      Node accumulator = Node.of(Op.ACC, sum.out().dtype(), Shape.SCALAR, id, identity(sum));
      partials.add(new Partial(sum, memory, accumulator, elements, row(sum)));
    }
    return partials;
  }

  /** A plain loop is vectors where it adds to an array from its start on, which memory is not. */
  private Optional<Node> row(GridSum sum) {
    long elements = sum.out().shape().elements();
    boolean fits = elements * sum.out().dtype().bytes() <= draft.target.limits().rowBytes() / 2;
    return Lanes.isPlain(draft.target) && sum.perElement() && fits
        ? Optional.of(Nodes.local(sum.out().dtype(), elements, draft.ids.number()))
        : Optional.empty();
  }

  private static Node identity(GridSum sum) {
    return Nodes.constant(Shape.SCALAR, sum.reduce().kind().identity(sum.out().dtype()));
  }

  private List<Node> begin(List<Partial> partials, Node chunk) {
    List<Node> statements = new ArrayList<>();
    for (Partial partial : partials) {
      if (partial.sum.perElement()) {
        Node j = draft.ids.range(partial.elements);
        Node index = partial.index(chunk, j);
        statements.add(
            loop(j, List.of(Nodes.store(partial.place(), index, identity(partial.sum)))));
      } else {
        statements.add(partial.accumulator);
      }
    }
    return statements;
  }

  private List<Node> looped(
      List<Node> loops, List<Partial> partials, Blocks blocks, Map<Node, Node> replaced) {
    Set<Node> outer = new LinkedHashSet<>(loops);
    outer.addAll(blocks.ranges);
    List<Unit> units = new ArrayList<>(rowUnits.apply(replaced));
    for (Partial partial : partials) {
      units.add(update(partial, blocks.number, replaced));
    }
    List<Node> body = draft.stages().build(units, outer);
    for (int i = loops.size() - 1; i >= 0; i--) {
      body = List.of(loop(loops.get(i), body));
    }
    return body;
  }

  /** Combines a row's value, itself reduced over row ranges that the result does not keep. */
  private Unit update(Partial partial, Node chunk, Map<Node, Node> replaced) {
    GridSum sum = partial.sum;
    Rebuild rebuild = new Rebuild(new LinkedHashMap<>(replaced));
    List<Node> rebuilt = rebuild.all(List.of(sum.value(), sum.index()));
    Node index = rebuilt.get(1);
    List<Node> inner = renamed(row.stream().filter(sum.over()::contains), replaced);
    Arg.Reduce reduce = sum.reduce();
    Node value = Nodes.cast(rebuilt.get(0), reduce.accumulator());
    if (!inner.isEmpty()) {
      value = Nodes.reduceOver(reduce.kind(), value, reduce.accumulator(), inner);
    }
    if (!sum.perElement()) {
      return new Unit(Nodes.statement(Op.UPDATE, Arg.NONE, partial.accumulator, value), List.of());
    }
    Node at = new Rebuild(Map.of()).of(partial.index(chunk, index));
    Node combined = Nodes.binary(reduce.kind(), Nodes.load(partial.place(), at), value);
    return new Unit(
        Nodes.store(partial.place(), at, combined),
        RowNest.loopsOf(index, renamed(row.stream(), replaced)));
  }

  static List<Node> renamed(Stream<Node> ranges, Map<Node, Node> replaced) {
    return ranges.map(range -> replaced.getOrDefault(range, range)).toList();
  }

  private List<Node> end(List<Partial> partials, Node chunk) {
    List<Node> statements = new ArrayList<>();
    for (Partial partial : partials) {
      if (!partial.sum.perElement()) {
        statements.add(Nodes.store(partial.memory, chunk, partial.accumulator));
      } else if (partial.row.isPresent()) {
        Node j = draft.ids.range(partial.elements);
        Node value = Nodes.load(partial.row.get(), j);
        statements.add(
            loop(j, List.of(Nodes.store(partial.memory, partial.inMemory(chunk, j), value))));
      }
    }
    return statements;
  }

  /** Adds up the partial results of a sum in the order of the chunks. */
  private void combine(int phase, GridSum sum, Node memory, long chunks) {
    long elements = sum.out().shape().elements();
    Node chunk = draft.ids.range(chunks);
    Node j = elements == 1 ? Node.index(0) : draft.ids.range(elements);
    Node value = Nodes.load(memory, chunk.times(elements).plus(j));
    Node total =
        Nodes.reduceOver(sum.reduce().kind(), value, sum.reduce().accumulator(), List.of(chunk));
    List<Node> rows = Affine.isRange(j) ? List.of(j) : List.of();
    RowNest combining = new RowNest(draft, rows, List.of());
    combining.store(Nodes.store(sum.out(), j, total));
    combining.build(phase);
  }

  static Node loop(Node range, List<Node> body) {
    List<Node> sources = new ArrayList<>(List.of(range));
    sources.addAll(body);
    return Nodes.statement(Op.LOOP, Arg.NONE, sources.toArray(Node[]::new));
  }

  /** Loops around a statement, the first outermost. */
  static Node loops(List<Node> ranges, Node statement) {
    Node loop = statement;
    for (int i = ranges.size() - 1; i >= 0; i--) {
      loop = loop(ranges.get(i), List.of(loop));
    }
    return loop;
  }
}
