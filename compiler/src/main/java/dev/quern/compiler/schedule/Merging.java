package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.schedule.Reason.Decision;
import dev.quern.compiler.schedule.Use.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Joins kernels that read the same value in the same order, and says which reductions fit a
 * kernel's rows.
 *
 * <p>Two kernels are matched by a node that both use: its axes say which range of one is which of
 * the other. They join if a grid exists that suits the stages of both.
 */
final class Merging {
  private static final int MOST_OUTPUTS = 8;

  /** Kernels that one is compared with; where more read a value it is not worth the search. */
  private static final int MOST_COMPARED = 32;

  /** A grid with fewer rows leaves cores idle, unless there is little to do at all. */
  private static final long LEAST_ROWS = 16;

  private static final long LITTLE_WORK = 1 << 15;

  private static final String CONTRACTS = "one contracts, and can't become part of the other";

  private static final String FEW_ROWS = "it has fewer than " + LEAST_ROWS + " rows to share out";

  /**
   * A sum down columns of more rows than this is better walked row by row, in a kernel of its own.
   */
  private static final long SHORT_COLUMN = 64;

  private final Kernels kernels;
  private final ExpressionLimits expressions;
  private final Reasons reasons;

  Merging(Kernels kernels, ExpressionLimits expressions, Reasons reasons) {
    this.kernels = kernels;
    this.expressions = expressions;
    this.reasons = reasons;
  }

  // ---- stages

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
    return group.stages().keySet().stream().mapToLong(Merging::work).sum();
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

  // ---- kernels

  /** Joins kernels that use this node, as far as they fit. */
  void aroundSource(Node node) {
    int first = 0;
    while (first < kernels.usesOf(node).size()) {
      first = joinOne(node, first) ? first : first + 1;
    }
  }

  /** Joins the kernel of one place that asks for this node with that of a later one. */
  private boolean joinOne(Node node, int first) {
    List<Use> uses = kernels.uses().get(node);
    int end = Math.min(uses.size(), first + 1 + MOST_COMPARED);
    for (int j = first + 1; j < end; j++) {
      Use one = uses.get(first);
      Use two = uses.get(j);
      if (one.group() == two.group()) {
        continue;
      }
      String refusal = refusal(one, two);
      if (refusal.isEmpty()) {
        String rule = "both read it in the same order";
        reasons.pair(node, Decision.MERGED, rule, one.group(), two.group());
        return true;
      }
      reasons.pair(node, Decision.NOT_MERGED, refusal, one.group(), two.group());
    }
    return false;
  }

  /** Joins two kernels, whichever takes the other in; why not, or nothing if that worked. */
  private String refusal(Use one, Use two) {
    String refusal = meetingRefusal(one, two);
    if (!refusal.isEmpty()) {
      return refusal;
    }
    String there = join(one, two);
    String back = there.isEmpty() ? "" : join(two, one);
    return back.isEmpty() || there.equals(CONTRACTS) ? back : there;
  }

  private String meetingRefusal(Use one, Use two) {
    if (one.scope() != Scope.MAIN || two.scope() != Scope.MAIN) {
      return "one asks for it while an operand is packed or scattered";
    } else if (one.group().outputs().size() + two.group().outputs().size() > MOST_OUTPUTS) {
      return "together they would store more than " + MOST_OUTPUTS + " values";
    } else if (!expressions.fits(one.group(), two.group())) {
      return ExpressionLimits.TOO_LARGE;
    } else if (one.group().kind() instanceof GroupKind.Scatters
        || two.group().kind() instanceof GroupKind.Scatters) {
      return "one scatters, and does nothing else";
    } else if (one.group().kind() instanceof GroupKind.Contracts
        && two.group().kind() instanceof GroupKind.Contracts) {
      return "both contract, and a kernel does one contraction";
    }
    return one.group().reaches(two.group()) || two.group().reaches(one.group())
        ? "one must run before the other"
        : "";
  }

  /** Makes one kernel part of another; why not, or nothing if that worked. */
  private String join(Use into, Use from) {
    Optional<Map<Node, Node>> renaming = renaming(into.indices(), from.indices());
    if (renaming.isEmpty()) {
      return "they read it in different orders";
    } else if (from.group().kind() instanceof GroupKind.Contracts) {
      return CONTRACTS;
    }
    Map<Node, Node> names = renaming.get();
    if (!names.keySet().containsAll(from.group().ranges())
        || !into.group().ranges().containsAll(names.values())) {
      return "one loops over more than the elements of this value";
    }
    Optional<Set<Node>> grid = commonGrid(into.group(), from.group(), names);
    if (grid.isEmpty()) {
      return "no choice of rows suits the reductions of both";
    }
    if (!grid.get().isEmpty() && into.group().grid().isEmpty()) {
      into.group().decideGrid(grid.get());
    }
    absorb(into.group(), from.group(), names);
    return "";
  }

  /** Which range of one kernel is which of the other, if the index lists differ in nothing else. */
  private static Optional<Map<Node, Node>> renaming(List<Node> into, List<Node> from) {
    Map<Node, Node> names = new LinkedHashMap<>();
    for (int axis = 0; axis < into.size(); axis++) {
      Node to = into.get(axis);
      Node of = from.get(axis);
      if (to == of && to.isConst()) {
        continue;
      }
      if (!Affine.isRange(to)
          || !Affine.isRange(of)
          || to.source(0) != of.source(0)
          || names.containsValue(to)
          || names.put(of, to) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }

  /**
   * The grid that suits both kernels: empty set if it can stay open, nothing if there is none. All
   * sets are over the ranges of {@code into}.
   */
  private static Optional<Set<Node>> commonGrid(
      FusionGroup into, FusionGroup from, Map<Node, Node> names) {
    Set<Node> all = new LinkedHashSet<>(names.values());
    if (from.grid().isPresent()) {
      return gridForDecided(into, rename(from.grid().get(), names));
    }
    if (from.isOpenReduction()) {
      Set<Node> over = rename(from.reduced(), names);
      Set<Node> kept = new LinkedHashSet<>(all);
      kept.removeAll(over);
      return gridForReduction(into, over, kept);
    }
    boolean whole = all.containsAll(into.ranges());
    return whole || into.grid().isPresent() && into.grid().get().equals(all)
        ? Optional.of(Set.of())
        : Optional.empty();
  }

  private static Optional<Set<Node>> gridForDecided(FusionGroup into, Set<Node> grid) {
    if (into.grid().isPresent()) {
      return into.grid().get().equals(grid) ? Optional.of(Set.of()) : Optional.empty();
    }
    // Without grid everything is reduced within the one row: no grid of another kernel does that.
    return into.isMap() && !grid.isEmpty() ? Optional.of(grid) : Optional.empty();
  }

  private static Optional<Set<Node>> gridForReduction(
      FusionGroup into, Set<Node> over, Set<Node> kept) {
    if (into.grid().isPresent()) {
      Set<Node> grid = into.grid().get();
      boolean overGrid = over.containsAll(grid) && kept.stream().noneMatch(grid::contains);
      boolean inRows = kept.equals(grid);
      return overGrid || inRows ? Optional.of(Set.of()) : Optional.empty();
    }
    if (into.isOpenReduction()) {
      return into.reduced().equals(over) ? Optional.of(Set.of()) : Optional.empty();
    }
    if (into.kind() instanceof GroupKind.Contracts) {
      // Its blocks run over all its ranges: what lacks one of them would be added again and again.
      return over.containsAll(into.ranges()) ? Optional.of(over) : Optional.empty();
    }
    if (kept.isEmpty()) {
      return Optional.of(over);
    }
    int split = over.size();
    List<Node> ranges = into.ranges();
    if (over.equals(new LinkedHashSet<>(ranges.subList(0, Math.min(split, ranges.size()))))) {
      return Optional.of(over);
    }
    boolean rows = new LinkedHashSet<>(ranges.subList(0, kept.size())).equals(kept);
    return rows && FusionGroup.product(kept) >= LEAST_ROWS ? Optional.of(kept) : Optional.empty();
  }

  private static Set<Node> rename(Set<Node> ranges, Map<Node, Node> names) {
    Set<Node> renamed = new LinkedHashSet<>();
    ranges.forEach(range -> renamed.add(names.getOrDefault(range, range)));
    return renamed;
  }

  private void absorb(FusionGroup into, FusionGroup from, Map<Node, Node> names) {
    Substitution renamed = new Substitution(names);
    for (Output output : from.outputs()) {
      into.outputs()
          .add(
              new Output(
                  output.value(),
                  renamed.all(output.indices()),
                  output.target(),
                  renamed.all(output.targetIndices())));
    }
    into.tensors().addAll(from.tensors());
    into.works(from.work());
    from.stages().forEach((reduce, ranges) -> into.stages().put(reduce, renamed.all(ranges)));
    into.replaces(from);
    kernels.groups().remove(from);
    reasons.absorbed(from, into);
    for (Output output : from.outputs()) {
      Set<FusionGroup> writers = kernels.writers().get(output.target());
      if (writers.remove(from)) {
        writers.add(into);
      }
    }
    into.used().addAll(from.used());
    for (Node node : from.used()) {
      kernels.uses().computeIfPresent(node, (n, uses) -> moved(uses, into, from, renamed));
    }
  }

  private static List<Use> moved(
      List<Use> uses, FusionGroup into, FusionGroup from, Substitution renamed) {
    List<Use> result = new ArrayList<>();
    for (Use use : uses) {
      Use kept =
          use.group() != from
              ? use
              : new Use(into, use.scope(), renamed.all(use.indices()), use.evaluations());
      if (result.stream().noneMatch(kept::coincides)) {
        result.add(kept);
      }
    }
    return result;
  }
}
