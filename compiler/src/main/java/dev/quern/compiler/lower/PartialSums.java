package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.lower.RowNest.GridSum;
import dev.quern.compiler.lower.Stages.Unit;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Lowers reductions over a kernel's grid: each of a fixed number of chunks combines its rows into a
 * partial result of its own; a second phase combines those in order.
 */
final class PartialSums {
  /**
   * Rows that are added up to one row of partial sums. It is in L1 mostly, where it costs what
   * three rows cost there: less than a row from memory.
   */
  private static final long RUN = 64;

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

  /** Elements of an array from a place on. */
  private record Part(Node array, Node from) {
    Node index(Node element) {
      return from.plus(element);
    }

    Node load(Node element) {
      return Nodes.load(array, index(element));
    }

    Node store(Node element, Node value) {
      return Nodes.store(array, index(element), value);
    }
  }

  /**
   * A sum with the memory that a chunk writes.
   *
   * @param place where a chunk adds up its elements: in memory or in fast memory
   */
  private record Partial(GridSum sum, Part memory, Node accumulator, long elements, Part place) {
    Partial at(Part other) {
      return new Partial(sum, memory, accumulator, elements, other);
    }

    /** True of a sum down columns whose rounding errors matter. */
    boolean isCut() {
      return sum.perElement() && sum.reduce().kind() == Op.ADD && sum.out().dtype().isFloat();
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
    List<Node> shared = shared();
    long rows = Ranges.elements(shared);
    long elements = sums.stream().mapToLong(sum -> sum.out().shape().elements()).max().orElse(1);
    boolean fixed = shared.stream().allMatch(range -> range.source(0).isConst());
    long chunks = fixed ? Effort.partials(rows, work(sums, shared), elements) : 1;
    long each = Math.max(1, Packing.ceil(rows, chunks));
    chunks = Math.max(1, Packing.ceil(rows, each));
    Node chunk = chunks == 1 ? Node.index(0) : draft.ids.range(chunks);
    Set<Node> ranges = chunks == 1 ? Set.of() : Set.of(chunk);
    Blocks blocks = new Blocks(chunk, chunks, ranges);
    List<Node> loops = new ArrayList<>(grid);
    Map<Node, Node> places = new LinkedHashMap<>();
    if (chunks > 1) {
      Node within = draft.ids.range(extent(rows, each, chunk));
      places.putAll(RowNest.unflatten(shared, chunk.times(each).plus(within)));
      loops.subList(0, shared.size()).clear();
      loops.add(0, within);
    }
    List<Node> body = around(phase, sums, blocks, loops, places);
    draft.add(phase, RowNest.segment(List.copyOf(ranges), body), 1);
  }

  /** The outer ranges of the grid that chunks share out: as many as one number counts. */
  private List<Node> shared() {
    int count = grid.size();
    while (count > 1 && Ranges.elements(grid.subList(0, count)) > Integer.MAX_VALUE) {
      count--;
    }
    return grid.subList(0, count);
  }

  /** A chunk's statements: what begins its partial results, its rows, and what ends them. */
  List<Node> around(
      int phase, List<GridSum> sums, Blocks blocks, List<Node> loops, Map<Node, Node> replaced) {
    List<Partial> partials = partials(sums, blocks);
    boolean cut = partials.stream().anyMatch(Partial::isCut);
    ShortRuns runs = ShortRuns.of(loops, cut ? RUN : Long.MAX_VALUE, 1, draft.ids);
    Rebuild rebuild = new Rebuild(runs.places());
    Map<Node, Node> places = new LinkedHashMap<>(runs.places());
    replaced.forEach((range, place) -> places.put(range, rebuild.of(place)));
    Renewal renewal = new Renewal(places, draft);
    List<Node> body = new ArrayList<>(begin(partials));
    body.addAll(level(0, runs, partials, blocks, renewal.renew(row)));
    body.addAll(end(partials));
    if (blocks.count > 1) {
      partials.forEach(
          partial -> combine(phase + 1, partial.sum, partial.memory.array, blocks.count));
    }
    return body;
  }

  private static Node extent(long rows, long each, Node chunk) {
    Node left = Node.index(rows).minus(chunk.times(each));
    return rows % each == 0 ? Node.index(each) : Nodes.binary(Op.MIN, Node.index(each), left);
  }

  private long work(List<GridSum> sums, List<Node> shared) {
    List<Node> units = new ArrayList<>(sums.stream().map(GridSum::value).toList());
    rowUnits.apply(Map.of()).forEach(unit -> units.add(unit.statement()));
    Set<Node> known = new LinkedHashSet<>(shared);
    long inner = 1;
    for (Node node : Expression.nodes(units)) {
      if (Ranges.isRange(node) && !known.contains(node)) {
        inner = Ranges.product(inner, Math.max(1, Ranges.extent(node)));
      }
    }
    return Ranges.product(Expression.operations(units), inner);
  }

  private List<Partial> partials(List<GridSum> sums, Blocks blocks) {
    List<Partial> partials = new ArrayList<>();
    for (GridSum sum : sums) {
      long elements = sum.out().shape().elements();
      Part memory = blocks.count == 1 ? new Part(sum.out(), Node.index(0)) : workspace(sum, blocks);
      Arg id = new Arg.Accumulator(sum.reduce().kind(), draft.ids.number());
      Node accumulator = Node.of(Op.ACC, sum.out().dtype(), Shape.SCALAR, id, identity(sum));
      // A plain loop is vectors where it adds to an array from its start on, which memory is not.
      boolean own = Lanes.isPlain(draft.target) && sum.perElement() && isShort(sum);
      partials.add(new Partial(sum, memory, accumulator, elements, own ? local(sum) : memory));
    }
    return partials;
  }

  private Part workspace(GridSum sum, Blocks blocks) {
    long elements = sum.out().shape().elements();
    Node memory = draft.operands.workspace(sum.out().dtype(), blocks.count * elements);
    return new Part(memory, blocks.number.times(elements));
  }

  private Part local(GridSum sum) {
    long elements = sum.out().shape().elements();
    Node array = Nodes.local(sum.out().dtype(), elements, draft.ids.number());
    return new Part(array, Node.index(0));
  }

  /** True if fast memory has room for two rows of a sum's results. */
  private boolean isShort(GridSum sum) {
    long bytes = sum.out().shape().elements() * sum.out().dtype().bytes();
    return bytes <= draft.target.limits().rowBytes() / 2;
  }

  private static Node identity(GridSum sum) {
    return Nodes.constant(Shape.SCALAR, sum.reduce().kind().identity(sum.out().dtype()));
  }

  private List<Node> begin(List<Partial> partials) {
    List<Node> statements = new ArrayList<>();
    for (Partial partial : partials) {
      if (partial.sum.perElement()) {
        statements.add(forEach(partial, j -> partial.place.store(j, identity(partial.sum))));
      } else {
        statements.add(partial.accumulator);
      }
    }
    return statements;
  }

  private static Node simple(Node node) {
    return new Rebuild(Map.of()).of(node);
  }

  private Node forEach(Partial partial, UnaryOperator<Node> statement) {
    Node j = draft.ids.range(partial.elements);
    return loop(j, List.of(simple(statement.apply(j))));
  }

  /** The loops of a level; sums that are cut are added up apart on the levels inside it. */
  private List<Node> level(
      int level, ShortRuns runs, List<Partial> partials, Blocks blocks, Map<Node, Node> places) {
    List<Node> body = new ArrayList<>();
    if (level == runs.levels().size() - 1) {
      body.addAll(rows(runs, partials, blocks, places));
    } else {
      List<Partial> inner = partials.stream().map(partial -> apart(partial, blocks)).toList();
      body.addAll(begin(inner.stream().filter(Partial::isCut).toList()));
      body.addAll(level(level + 1, runs, inner, blocks, places));
      for (int i = 0; i < inner.size(); i++) {
        if (inner.get(i).isCut()) {
          body.add(sum(partials.get(i), inner.get(i).place));
        }
      }
    }
    List<Node> loops = runs.levels().get(level);
    for (int i = loops.size() - 1; i >= 0; i--) {
      body = List.of(loop(loops.get(i), body));
    }
    return body;
  }

  private Partial apart(Partial partial, Blocks blocks) {
    if (!partial.isCut()) {
      return partial;
    }
    boolean fast = ContractionNest.inBlocks(draft.target) && isShort(partial.sum);
    return partial.at(fast ? local(partial.sum) : workspace(partial.sum, blocks));
  }

  private Node sum(Partial partial, Part part) {
    return forEach(partial, j -> partial.place.store(j, partial.place.load(j).plus(part.load(j))));
  }

  private List<Node> rows(
      ShortRuns runs, List<Partial> partials, Blocks blocks, Map<Node, Node> places) {
    Set<Node> outer = new LinkedHashSet<>(blocks.ranges);
    runs.levels().forEach(outer::addAll);
    List<Unit> units = new ArrayList<>(rowUnits.apply(places));
    for (Partial partial : partials) {
      units.add(update(partial, places));
    }
    return draft.stages().build(units, outer);
  }

  /** Combines a row's value, itself reduced over row ranges that the result does not keep. */
  private Unit update(Partial partial, Map<Node, Node> replaced) {
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
    Node at = simple(partial.place.index(index));
    Node combined = Nodes.binary(reduce.kind(), Nodes.load(partial.place.array, at), value);
    return new Unit(
        Nodes.store(partial.place.array, at, combined),
        RowNest.loopsOf(index, renamed(row.stream(), replaced)));
  }

  static List<Node> renamed(Stream<Node> ranges, Map<Node, Node> replaced) {
    return ranges.map(range -> replaced.getOrDefault(range, range)).toList();
  }

  private List<Node> end(List<Partial> partials) {
    List<Node> statements = new ArrayList<>();
    for (Partial partial : partials) {
      if (!partial.sum.perElement()) {
        statements.add(simple(partial.memory.store(Node.index(0), partial.accumulator)));
      } else if (partial.place != partial.memory) {
        statements.add(forEach(partial, j -> partial.memory.store(j, partial.place.load(j))));
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
    List<Node> rows = Ranges.isRange(j) ? List.of(j) : List.of();
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
