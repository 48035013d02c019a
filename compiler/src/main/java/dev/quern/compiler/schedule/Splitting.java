package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a kernel's ranges where a reduction is asked for at their quotients and remainders: an
 * axis that a reshape joined (heads and their sizes) becomes the axes that it was, so that the
 * reduction, a contraction perhaps, sees ranges of its own.
 */
final class Splitting {
  private final Kernels kernels;
  private final FusionGroup group;

  Splitting(Kernels kernels, FusionGroup group) {
    this.kernels = kernels;
    this.group = group;
  }

  /** Splits as far as the places of this kernel that use the node need it. */
  void split(Node node) {
    if (!group.isMap() || group.grid().isPresent()) {
      return;
    }
    Optional<Division> division = division(node);
    while (division.isPresent()) {
      apply(division.get());
      division = division(node);
    }
  }

  /** A range of the kernel that is divided by a factor of its extent. */
  private record Division(Node range, long by) {}

  private Optional<Division> division(Node asked) {
    for (Use use : kernels.uses().getOrDefault(asked, List.of())) {
      if (use.group() == group && use.scope() == Use.Scope.MAIN) {
        Optional<Division> found = divisionIn(use.indices());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Division> divisionIn(List<Node> indices) {
    Set<Node> seen = new HashSet<>();
    List<Node> open = new ArrayList<>(indices);
    while (!open.isEmpty()) {
      Node node = open.remove(open.size() - 1);
      boolean divides = node.op() == Op.DIV || node.op() == Op.MOD;
      if (divides && group.ranges().contains(node.source(0)) && node.source(1).isConst()) {
        long extent = Ranges.extent(node.source(0));
        long by = node.source(1).literal().bits();
        if (node.source(0).source(0).isConst() && by > 1 && by < extent && extent % by == 0) {
          return Optional.of(new Division(node.source(0), by));
        }
      }
      if (seen.add(node) && !Ranges.isRange(node)) {
        open.addAll(node.sources());
      }
    }
    return Optional.empty();
  }

  private void apply(Division division) {
    Node outer = kernels.range(Size.of(Ranges.extent(division.range) / division.by));
    Node inner = kernels.range(Size.of(division.by));
    List<Node> ranges = new ArrayList<>(group.ranges());
    int at = ranges.indexOf(division.range);
    ranges.set(at, outer);
    ranges.add(at + 1, inner);
    Node whole = outer.times(division.by).plus(inner);
    Substitution split = new Substitution(Map.of(division.range, whole));
    group.rename(
        ranges, indices -> split.all(indices).stream().map(IndexAlgebra::simplify).toList());
    for (Node node : group.pending()) {
      kernels.uses().computeIfPresent(node, (n, uses) -> moved(uses, split));
    }
  }

  private List<Use> moved(List<Use> uses, Substitution split) {
    List<Use> moved = new ArrayList<>();
    for (Use use : uses) {
      boolean own = use.group() == group;
      moved.add(
          own
              ? use.at(split.all(use.indices()).stream().map(IndexAlgebra::simplify).toList())
              : use);
    }
    return moved;
  }
}
