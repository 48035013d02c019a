package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.target.Tuning.Grid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says which reductions can be stages of a fusion group: those over its rows. */
final class RowStages {
  private final Grid tuning;
  private final String tooFew;

  RowStages(Grid tuning) {
    this.tuning = tuning;
    this.tooFew = "it has fewer than " + tuning.fewestRows() + " rows to share out";
  }

  /**
   * Why a reduction can't be a stage of the rows of the kernel that asks for it there; empty if it
   * can.
   */
  String refusal(Node reduce, Use use) {
    FusionGroup group = use.group();
    if (!group.isRowwise()) {
      return "the kernel contracts or scatters, and has no rows to reduce";
    }
    Set<Node> asked = Dependence.ranges(use.indices());
    if (group.grid().isPresent()) {
      boolean same = group.grid().get().equals(asked);
      boolean idle = same && !feedsCores(asked, work(group) + work(reduce));
      return idle ? tooFew : same ? "" : "its rows are not the kernel's rows";
    }
    if (group.isOpenReduction()) {
      Set<Node> kept = new LinkedHashSet<>(group.ranges());
      kept.removeAll(group.reduced());
      if (!asked.equals(group.reduced()) && !asked.equals(kept)) {
        return "its rows are neither kept nor reduced by the kernel's own reduction";
      }
      return feedsCores(asked, work(reduce)) ? "" : tooFew;
    }
    if (!feedsCores(asked, work(reduce))) {
      return tooFew;
    }
    boolean perElement = asked.containsAll(group.ranges());
    return perElement && isLongColumn(reduce)
        ? "a sum down more than "
            + tuning.shortColumn()
            + " rows is walked row by row, in a kernel of its own"
        : "";
  }

  /** True if these ranges are rows enough to share out. */
  boolean areEnough(Set<Node> rows) {
    return FusionGroup.product(rows) >= tuning.fewestRows();
  }

  /** Makes the ranges in these indices a kernel's grid, if those are rows enough. */
  void decide(FusionGroup group, List<Node> indices) {
    Set<Node> grid = Dependence.ranges(indices);
    if (!grid.isEmpty() && FusionGroup.product(grid) >= tuning.fewestRows()) {
      group.decideGrid(grid);
    }
  }

  /** True if such a grid has enough rows, and rows long enough to loop over. */
  boolean areEnough(FusionGroup group, Set<Node> grid) {
    long rows = FusionGroup.product(grid);
    return rows >= tuning.fewestRows() && group.evaluations() / rows >= tuning.fewestRows();
  }

  /** Terms of all reductions of a kernel. */
  private static long work(FusionGroup group) {
    return group.stages().keySet().stream().mapToLong(RowStages::work).sum();
  }

  private static long work(Node reduce) {
    return reduce.source(0).shape().elements();
  }

  private boolean feedsCores(Set<Node> grid, long work) {
    return FusionGroup.product(grid) >= tuning.fewestRows() || work <= tuning.littleWork();
  }

  private boolean isLongColumn(Node reduce) {
    Shape shape = reduce.source(0).shape();
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    long terms = 1;
    for (int axis : axes) {
      terms *= shape.max(axis);
    }
    return !axes.contains(shape.rank() - 1) && terms > tuning.shortColumn();
  }

  /** Row ranges of a kernel that a reduction's axes can share. */
  Optional<List<Node>> ranges(FusionGroup group, Node reduce) {
    List<Node> extents = new ArrayList<>();
    Shape shape = reduce.source(0).shape();
    for (int axis : ((Arg.Reduce) reduce.arg()).axes()) {
      Size size = shape.size(axis);
      if (!size.is(1)) {
        extents.add(size.node());
      }
    }
    List<List<Node>> candidates = new ArrayList<>(List.of(group.row()));
    group.stages().values().stream()
        .filter(ranges -> ranges.stream().noneMatch(group.grid().get()::contains))
        .forEach(candidates::add);
    return candidates.stream()
        .filter(ranges -> ranges.stream().map(range -> range.source(0)).toList().equals(extents))
        .findFirst();
  }
}
