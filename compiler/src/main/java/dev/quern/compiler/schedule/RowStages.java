package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says which reductions can be stages of a fusion group: those over its rows. */
final class RowStages {
  /** A grid with fewer rows leaves cores idle, unless there is little to do at all. */
  private static final long LEAST_ROWS = 16;

  private static final long LITTLE_WORK = 1 << 15;

  private static final String FEW_ROWS = "it has fewer than " + LEAST_ROWS + " rows to share out";

  /**
   * A sum down columns of more rows than this is better walked row by row, in a kernel of its own.
   */
  private static final long SHORT_COLUMN = 64;

  private RowStages() {}

  /**
   * Why a reduction can't be a stage of the rows of the kernel that asks for it there; empty if it
   * can.
   */
  static String stageRefusal(Node reduce, Use use) {
    FusionGroup group = use.group();
    if (!group.isRowwise()) {
      return "the kernel contracts or scatters, and has no rows to reduce";
    }
    Set<Node> asked = Dependence.ranges(use.indices());
    if (group.grid().isPresent()) {
      boolean same = group.grid().get().equals(asked);
      boolean idle = same && !feedsCores(asked, work(group) + work(reduce));
      return idle ? FEW_ROWS : same ? "" : "its rows are not the kernel's rows";
    }
    if (group.isOpenReduction()) {
      Set<Node> kept = new LinkedHashSet<>(group.ranges());
      kept.removeAll(group.reduced());
      if (!asked.equals(group.reduced()) && !asked.equals(kept)) {
        return "its rows are neither kept nor reduced by the kernel's own reduction";
      }
      return feedsCores(asked, work(reduce)) ? "" : FEW_ROWS;
    }
    if (!feedsCores(asked, work(reduce))) {
      return FEW_ROWS;
    }
    boolean perElement = asked.containsAll(group.ranges());
    return perElement && isLongColumn(reduce)
        ? "a sum down more than "
            + SHORT_COLUMN
            + " rows is walked row by row, in a kernel of its own"
        : "";
  }

  /** True if these ranges are rows enough to share out. */
  static boolean areEnough(Set<Node> rows) {
    return FusionGroup.product(rows) >= LEAST_ROWS;
  }

  /** Makes the ranges in these indices a kernel's grid, if those are rows enough. */
  static void decideRows(FusionGroup group, List<Node> indices) {
    Set<Node> grid = Dependence.ranges(indices);
    if (!grid.isEmpty() && FusionGroup.product(grid) >= LEAST_ROWS) {
      group.decideGrid(grid);
    }
  }

  /** True if such a grid has enough rows, and rows long enough to loop over. */
  static boolean hasRows(FusionGroup group, Set<Node> grid) {
    long rows = FusionGroup.product(grid);
    return rows >= LEAST_ROWS && group.evaluations() / rows >= LEAST_ROWS;
  }

  /** Terms of all reductions of a kernel. */
  private static long work(FusionGroup group) {
    return group.stages().keySet().stream().mapToLong(RowStages::work).sum();
  }

  private static long work(Node reduce) {
    return reduce.source(0).shape().elements();
  }

  private static boolean feedsCores(Set<Node> grid, long work) {
    return FusionGroup.product(grid) >= LEAST_ROWS || work <= LITTLE_WORK;
  }

  private static boolean isLongColumn(Node reduce) {
    Shape shape = reduce.source(0).shape();
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    long terms = 1;
    for (int axis : axes) {
      terms *= shape.max(axis);
    }
    return !axes.contains(shape.rank() - 1) && terms > SHORT_COLUMN;
  }

  /** Row ranges of a kernel that a reduction's axes can share. */
  static Optional<List<Node>> rowRanges(FusionGroup group, Node reduce) {
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
