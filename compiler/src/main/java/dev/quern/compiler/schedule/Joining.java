package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.schedule.Use.Scope;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes two fusion groups one.
 *
 * <p>Two groups are matched by a node that both use: its axes say which range of one is which of
 * the other. They join if a grid exists that suits the stages of both, and if no path leaves the
 * joint group and returns.
 */
final class Joining {
  private static final String CONTRACTS = "one contracts, and can't become part of the other";

  private final Kernels kernels;
  private final ExpressionLimits expressions;
  private final Remarks reasons;
  private final int mostOutputs;

  Joining(Kernels kernels, ExpressionLimits expressions, Remarks reasons) {
    this.kernels = kernels;
    this.expressions = expressions;
    this.reasons = reasons;
    this.mostOutputs = kernels.tuning().fusion().mostOutputs();
  }

  /** Joins two kernels, whichever takes the other in; why not, or nothing if that worked. */
  String join(Use one, Use two) {
    String refusal = meetingRefusal(one, two);
    if (!refusal.isEmpty()) {
      return refusal;
    }
    String there = absorb(one, two);
    String back = there.isEmpty() ? "" : absorb(two, one);
    return back.isEmpty() || there.equals(CONTRACTS) ? back : there;
  }

  private String meetingRefusal(Use one, Use two) {
    if (one.scope() != Scope.MAIN || two.scope() != Scope.MAIN) {
      return "one asks for it while an operand is packed or scattered";
    } else if (one.group().outputs().size() + two.group().outputs().size() > mostOutputs) {
      return "together they would store more than " + mostOutputs + " values";
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
  private String absorb(Use into, Use from) {
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
      if (!Ranges.isRange(to)
          || !Ranges.isRange(of)
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
  private Optional<Set<Node>> commonGrid(
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

  private Optional<Set<Node>> gridForReduction(FusionGroup into, Set<Node> over, Set<Node> kept) {
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
    return rows && kernels.rows().areEnough(kept) ? Optional.of(kept) : Optional.empty();
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
    into.pending().addAll(from.pending());
    for (Node node : from.pending()) {
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
