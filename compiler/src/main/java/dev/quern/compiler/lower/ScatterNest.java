package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.schedule.IndexMap;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Lowers a SCATTER_ADD: the base is copied, then the updates are added in ascending order. Work is
 * shared out only over axes that are not scattered, so no element is added to from two places.
 */
final class ScatterNest {
  private final KernelBuilder builder;
  private final Node scatter;
  private final Scalarization expressions;

  ScatterNest(KernelBuilder builder, Node scatter, Scalarization expressions) {
    this.builder = builder;
    this.scatter = scatter;
    this.expressions = expressions;
  }

  void build(Node out) {
    copyBase(out);
    int axis = ((Arg.Axis) scatter.arg()).axis();
    int rank = scatter.source(1).shape().rank();
    List<Node> indices = axes(scatter.source(2));
    List<Node> scattered = indices.subList(axis, axis + rank);
    List<Node> grid = new ArrayList<>(indices.subList(0, axis));
    List<Node> inner = new ArrayList<>(indices.subList(axis + rank, indices.size()));
    List<Node> lane = splitLastColumn(grid, inner, indices);
    Node index = Nodes.cast(expressions.value(scatter.source(1), indices(scattered)), DType.INT32);
    List<Node> target = new ArrayList<>(indices.subList(0, axis));
    target.add(index);
    target.addAll(indices.subList(axis + rank, indices.size()));
    Node at = IndexMap.flat(target, scatter.shape());
    Node sum = Nodes.load(out, at).plus(expressions.value(scatter.source(2), indices));
    List<Node> loops = new ArrayList<>(scattered);
    loops.addAll(lane);
    loops.removeIf(loop -> !Ranges.isRange(loop));
    grid.removeIf(range -> !Ranges.isRange(range));
    Set<Node> outer = new LinkedHashSet<>(grid);
    List<Node> body =
        builder
            .loops()
            .build(List.of(new LoopedStatement(Nodes.store(out, at, sum), loops)), outer);
    builder.add(1, LoopNests.segment(grid, body), 1);
  }

  private static List<Node> indices(List<Node> scattered) {
    return List.copyOf(scattered);
  }

  private void copyBase(Node out) {
    Node base = scatter.source(0);
    List<Node> indices = axes(base);
    List<Node> grid = indices.stream().filter(Ranges::isRange).toList();
    Node index = IndexMap.flat(indices, base.shape());
    RowNest.add(builder, 0, grid, Nodes.store(out, index, expressions.value(base, indices)));
  }

  private List<Node> axes(Node tensor) {
    List<Node> axes = new ArrayList<>();
    tensor
        .shape()
        .sizes()
        .forEach(size -> axes.add(size.is(1) ? Node.index(0) : builder.ids.range(size.node())));
    return axes;
  }

  /** Blocks of the last axis are shared out, the columns of a block are the innermost loop. */
  private List<Node> splitLastColumn(List<Node> grid, List<Node> inner, List<Node> indices) {
    if (inner.isEmpty()) {
      return List.of();
    }
    long least = builder.tuning.grid().scatterColumns();
    Node last = inner.remove(inner.size() - 1);
    grid.addAll(inner);
    long extent = Ranges.isRange(last) && last.source(0).isConst() ? Ranges.extent(last) : 0;
    if (extent < 2 * least || extent % least != 0) {
      return List.of(last);
    }
    Node block = builder.ids.range(extent / least);
    Node within = builder.ids.range(least);
    grid.add(block);
    indices.set(indices.size() - 1, block.times(least).plus(within));
    builder.lanes.add(within);
    return List.of(within);
  }
}
