package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lowers reductions over a kernel's grid: its rows are shared out to a fixed number of chunks, each
 * of which combines its own into partial results.
 */
final class GridSumNest {
  private final KernelBuilder builder;
  private final RowLoops rows;
  private final List<GridSum> sums;

  private GridSumNest(KernelBuilder builder, RowLoops rows) {
    this.builder = builder;
    this.rows = rows;
    this.sums = rows.sums();
  }

  /** Adds the kernel's phases, from the given one on, to the builder. */
  static void build(KernelBuilder builder, RowLoops loops, int phase) {
    loops.choose();
    new GridSumNest(builder, loops).build(phase);
  }

  private void build(int phase) {
    List<Node> shared = shared();
    long count = Ranges.elements(shared);
    long elements = sums.stream().mapToLong(sum -> sum.out().shape().elements()).max().orElse(1);
    boolean fixed = shared.stream().allMatch(range -> range.source(0).isConst());
    long chunks =
        fixed ? GrainSize.partials(count, work(shared), elements, builder.tuning.grid()) : 1;
    long each = Math.max(1, Blocks.count(count, chunks));
    chunks = Math.max(1, Blocks.count(count, each));
    Node chunk = chunks == 1 ? Node.index(0) : builder.ids.range(chunks);
    Set<Node> ranges = chunks == 1 ? Set.of() : Set.of(chunk);
    List<Node> loops = new ArrayList<>(rows.grid());
    Map<Node, Node> places = new LinkedHashMap<>();
    if (chunks > 1) {
      Node within = builder.ids.range(Blocks.extent(count, each, chunk));
      places.putAll(RowMajor.unflatten(shared, chunk.times(each).plus(within)));
      loops.subList(0, shared.size()).clear();
      loops.add(0, within);
    }
    List<Node> body =
        new PartialSums(builder, new Chunks(chunk, chunks, ranges), rows.row(), rows::statements)
            .around(phase, sums, loops, places);
    builder.add(phase, LoopNests.segment(List.copyOf(ranges), body), 1);
  }

  /** The outer ranges of the grid that chunks share out: as many as one number counts. */
  private List<Node> shared() {
    List<Node> grid = rows.grid();
    int count = grid.size();
    while (count > 1 && Ranges.elements(grid.subList(0, count)) > Integer.MAX_VALUE) {
      count--;
    }
    return grid.subList(0, count);
  }

  private long work(List<Node> shared) {
    List<Node> units = new ArrayList<>(sums.stream().map(GridSum::value).toList());
    rows.statements(Map.of()).forEach(unit -> units.add(unit.statement()));
    Set<Node> known = new LinkedHashSet<>(shared);
    long inner = 1;
    for (Node node : Expression.nodes(units)) {
      if (Ranges.isRange(node) && !known.contains(node)) {
        inner = Ranges.product(inner, Math.max(1, Ranges.extent(node)));
      }
    }
    return Ranges.product(Expression.operations(units), inner);
  }
}
