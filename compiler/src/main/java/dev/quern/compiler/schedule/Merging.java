package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.schedule.Reason.Decision;
import dev.quern.compiler.schedule.Site.Scope;
import dev.quern.compiler.target.Tuning.Grid;
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
 * <p>Two kernels are matched by a node that both ask for: its axes say which range of one is which
 * of the other. They join if a grid exists that suits the stages of both.
 */
final class Merging {
  private static final String CONTRACTS = "one contracts, and can't become part of the other";

  private final Kernels kernels;
  private final Cones cones;
  private final Reasons reasons;

  Merging(Kernels kernels, Cones cones, Reasons reasons) {
    this.kernels = kernels;
    this.cones = cones;
    this.reasons = reasons;
  }

  // ---- stages

  /**
   * Why a reduction can't be a stage of the rows of the kernel that asks for it there; empty if it
   * can.
   */
  static String stageRefusal(Node reduce, Site site, Grid tuning) {
    Cluster cluster = site.cluster();
    if (cluster.contraction().isPresent() || cluster.scatter().isPresent()) {
      return "the kernel contracts or scatters, and has no rows to reduce";
    }
    Set<Node> asked = Dependence.ranges(site.indices());
    if (cluster.grid().isPresent()) {
      boolean same = cluster.grid().get().equals(asked);
      boolean idle = same && !feedsCores(asked, work(cluster) + work(reduce), tuning);
      return idle ? fewRows(tuning) : same ? "" : "its rows are not the kernel's rows";
    }
    if (cluster.isOpenReduction()) {
      Set<Node> kept = new LinkedHashSet<>(cluster.ranges());
      kept.removeAll(cluster.reduced());
      if (!asked.equals(cluster.reduced()) && !asked.equals(kept)) {
        return "its rows are neither kept nor reduced by the kernel's own reduction";
      }
      return feedsCores(asked, work(reduce), tuning) ? "" : fewRows(tuning);
    }
    if (!feedsCores(asked, work(reduce), tuning)) {
      return fewRows(tuning);
    }
    boolean perElement = asked.containsAll(cluster.ranges());
    return perElement && isLongColumn(reduce, tuning)
        ? "a sum down more than "
            + tuning.shortColumn()
            + " rows is walked row by row, in a kernel of its own"
        : "";
  }

  private static String fewRows(Grid tuning) {
    return "it has fewer than " + tuning.fewestRows() + " rows to share out";
  }

  /** Makes the ranges in these indices a kernel's grid, if those are rows enough. */
  static void decideRows(Cluster cluster, List<Node> indices, Grid tuning) {
    Set<Node> grid = Dependence.ranges(indices);
    if (!grid.isEmpty() && Cluster.product(grid) >= tuning.fewestRows()) {
      cluster.decideGrid(grid);
    }
  }

  /** True if such a grid has enough rows, and rows long enough to loop over. */
  static boolean hasRows(Cluster cluster, Set<Node> grid, Grid tuning) {
    long rows = Cluster.product(grid);
    return rows >= tuning.fewestRows() && cluster.evaluations() / rows >= tuning.fewestRows();
  }

  /** Terms of all reductions of a kernel. */
  private static long work(Cluster cluster) {
    return cluster.stages().keySet().stream().mapToLong(Merging::work).sum();
  }

  private static long work(Node reduce) {
    return reduce.source(0).shape().elements();
  }

  private static boolean feedsCores(Set<Node> grid, long work, Grid tuning) {
    return Cluster.product(grid) >= tuning.fewestRows() || work <= tuning.littleWork();
  }

  private static boolean isLongColumn(Node reduce, Grid tuning) {
    Shape shape = reduce.source(0).shape();
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    long terms = 1;
    for (int axis : axes) {
      terms *= shape.max(axis);
    }
    return !axes.contains(shape.rank() - 1) && terms > tuning.shortColumn();
  }

  /** Row ranges of a kernel that a reduction's axes can share. */
  static Optional<List<Node>> rowRanges(Cluster cluster, Node reduce) {
    List<Node> extents = new ArrayList<>();
    Shape shape = reduce.source(0).shape();
    for (int axis : ((Arg.Reduce) reduce.arg()).axes()) {
      Size size = shape.size(axis);
      if (!size.is(1)) {
        extents.add(size.node());
      }
    }
    List<List<Node>> candidates = new ArrayList<>(List.of(cluster.row()));
    cluster.stages().values().stream()
        .filter(ranges -> ranges.stream().noneMatch(cluster.grid().get()::contains))
        .forEach(candidates::add);
    return candidates.stream()
        .filter(ranges -> ranges.stream().map(range -> range.source(0)).toList().equals(extents))
        .findFirst();
  }

  // ---- kernels

  /** Joins kernels that ask for this node, as far as they fit. */
  void aroundSource(Node node) {
    int first = 0;
    while (first < kernels.asking(node).size()) {
      first = joinOne(node, first) ? first : first + 1;
    }
  }

  /** Joins the kernel of one place that asks for this node with that of a later one. */
  private boolean joinOne(Node node, int first) {
    List<Site> asking = kernels.sites().get(node);
    int end = Math.min(asking.size(), first + 1 + kernels.tuning().fusion().mostCompared());
    for (int j = first + 1; j < end; j++) {
      Site one = asking.get(first);
      Site two = asking.get(j);
      if (one.cluster() == two.cluster()) {
        continue;
      }
      String refusal = refusal(one, two);
      if (refusal.isEmpty()) {
        String rule = "both read it in the same order";
        reasons.pair(node, Decision.MERGED, rule, one.cluster(), two.cluster());
        return true;
      }
      reasons.pair(node, Decision.NOT_MERGED, refusal, one.cluster(), two.cluster());
    }
    return false;
  }

  /** Joins two kernels, whichever takes the other in; why not, or nothing if that worked. */
  private String refusal(Site one, Site two) {
    String refusal = meetingRefusal(one, two);
    if (!refusal.isEmpty()) {
      return refusal;
    }
    String there = join(one, two);
    String back = there.isEmpty() ? "" : join(two, one);
    return back.isEmpty() || there.equals(CONTRACTS) ? back : there;
  }

  private String meetingRefusal(Site one, Site two) {
    if (one.scope() != Scope.MAIN || two.scope() != Scope.MAIN) {
      return "one asks for it while an operand is packed or scattered";
    } else if (one.cluster().outputs().size() + two.cluster().outputs().size()
        > kernels.tuning().fusion().mostOutputs()) {
      return "together they would store more than "
          + kernels.tuning().fusion().mostOutputs()
          + " values";
    } else if (!cones.fits(one.cluster(), two.cluster())) {
      return Cones.TOO_LARGE;
    } else if (one.cluster().scatter().isPresent() || two.cluster().scatter().isPresent()) {
      return "one scatters, and does nothing else";
    } else if (one.cluster().contraction().isPresent() && two.cluster().contraction().isPresent()) {
      return "both contract, and a kernel does one contraction";
    }
    return one.cluster().reaches(two.cluster()) || two.cluster().reaches(one.cluster())
        ? "one must run before the other"
        : "";
  }

  /** Makes one kernel part of another; why not, or nothing if that worked. */
  private String join(Site into, Site from) {
    Optional<Map<Node, Node>> renaming = renaming(into.indices(), from.indices());
    if (renaming.isEmpty()) {
      return "they read it in different orders";
    } else if (from.cluster().contraction().isPresent()) {
      return CONTRACTS;
    }
    Map<Node, Node> names = renaming.get();
    if (!names.keySet().containsAll(from.cluster().ranges())
        || !into.cluster().ranges().containsAll(names.values())) {
      return "one loops over more than the elements of this value";
    }
    Optional<Set<Node>> grid = commonGrid(into.cluster(), from.cluster(), names);
    if (grid.isEmpty()) {
      return "no choice of rows suits the reductions of both";
    }
    if (!grid.get().isEmpty() && into.cluster().grid().isEmpty()) {
      into.cluster().decideGrid(grid.get());
    }
    absorb(into.cluster(), from.cluster(), names);
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
  private Optional<Set<Node>> commonGrid(Cluster into, Cluster from, Map<Node, Node> names) {
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

  private Optional<Set<Node>> gridForDecided(Cluster into, Set<Node> grid) {
    if (into.grid().isPresent()) {
      return into.grid().get().equals(grid) ? Optional.of(Set.of()) : Optional.empty();
    }
    // Without grid everything is reduced within the one row: no grid of another kernel does that.
    return into.isMap() && !grid.isEmpty() ? Optional.of(grid) : Optional.empty();
  }

  private Optional<Set<Node>> gridForReduction(Cluster into, Set<Node> over, Set<Node> kept) {
    if (into.grid().isPresent()) {
      Set<Node> grid = into.grid().get();
      boolean overGrid = over.containsAll(grid) && kept.stream().noneMatch(grid::contains);
      boolean inRows = kept.equals(grid);
      return overGrid || inRows ? Optional.of(Set.of()) : Optional.empty();
    }
    if (into.isOpenReduction()) {
      return into.reduced().equals(over) ? Optional.of(Set.of()) : Optional.empty();
    }
    if (into.contraction().isPresent()) {
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
    return rows && Cluster.product(kept) >= kernels.tuning().grid().fewestRows()
        ? Optional.of(kept)
        : Optional.empty();
  }

  private static Set<Node> rename(Set<Node> ranges, Map<Node, Node> names) {
    Set<Node> renamed = new LinkedHashSet<>();
    ranges.forEach(range -> renamed.add(names.getOrDefault(range, range)));
    return renamed;
  }

  private void absorb(Cluster into, Cluster from, Map<Node, Node> names) {
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
    kernels.clusters().remove(from);
    reasons.absorbed(from, into);
    for (Output output : from.outputs()) {
      Set<Cluster> writers = kernels.writers().get(output.target());
      if (writers.remove(from)) {
        writers.add(into);
      }
    }
    into.asked().addAll(from.asked());
    for (Node node : from.asked()) {
      kernels.sites().computeIfPresent(node, (n, asking) -> moved(asking, into, from, renamed));
    }
  }

  private static List<Site> moved(
      List<Site> asking, Cluster into, Cluster from, Substitution renamed) {
    List<Site> result = new ArrayList<>();
    for (Site site : asking) {
      Site kept =
          site.cluster() != from
              ? site
              : new Site(into, site.scope(), renamed.all(site.indices()), site.evaluations());
      if (result.stream().noneMatch(kept::coincides)) {
        result.add(kept);
      }
    }
    return result;
  }
}
