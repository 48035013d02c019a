package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.schedule.Remark.Decision;
import dev.quern.compiler.schedule.Use.Scope;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a kernel compute a node where it asks for it: elementwise in place, a reduction as a
 * contraction or as a stage of the kernel's rows.
 */
final class Evaluating {
  private final Target target;
  private final boolean fused;
  private final Kernels kernels;
  private final ExpressionLimits expressions;
  private final Remarks reasons;

  Evaluating(
      Target target,
      boolean fused,
      Kernels kernels,
      ExpressionLimits expressions,
      Remarks reasons) {
    this.target = target;
    this.fused = fused;
    this.kernels = kernels;
    this.expressions = expressions;
    this.reasons = reasons;
  }

  /** Makes a kernel compute the node where it asks for it; false if it can't (a reduction only). */
  boolean evaluate(Node node, Use use) {
    if (node.op() != Op.REDUCE) {
      expressions.compute(use.group(), node);
      kernels.passOn(node, use);
      return true;
    }
    Optional<Contraction> contraction = fused ? contraction(node, use) : Optional.empty();
    if (contraction.isPresent()) {
      expressions.compute(use.group(), node);
      contract(contraction.get(), use.group());
      return true;
    }
    if (!use.group().outputs().isEmpty() && isOwn(node, use)) {
      return false;
    }
    return adoptStage(node, use);
  }

  static boolean isOwn(Node node, Use use) {
    return use.group().outputs().get(0).value() == node;
  }

  Optional<Contraction> contraction(Node node, Use use) {
    ContractionSearch search = new ContractionSearch(target, use.group(), kernels::range);
    Optional<Contraction> found = search.find(node, use.indices());
    reasons.refused(node, Decision.NOT_CONTRACTED, search.refusal(), use.group());
    return found;
  }

  void contract(Contraction found, FusionGroup group) {
    if (found.shape().nc() >= found.shape().n()
        && group.grid().isEmpty()
        && !group.stages().isEmpty()) {
      ContractionSearch.decideGrid(group, found);
    }
    group.contract(found);
    long terms = FusionGroup.product(found.k());
    long packs = -Math.floorDiv(-(long) found.shape().n(), found.shape().nc());
    long left = FusionGroup.product(found.batch()) * found.shape().m() * terms * Math.max(1, packs);
    long right = FusionGroup.product(found.batch()) * found.shape().n() * terms;
    kernels.addUse(found.a(), new Use(group, Scope.PACK_A, found.indices(), left));
    kernels.addUse(found.b(), new Use(group, Scope.PACK_B, found.indices(), right));
    reasons.done(found.reduce(), Decision.CONTRACTED, "a template takes it", group, sizes(found));
  }

  static List<Quantity> sizes(Contraction found) {
    return List.of(
        Quantity.of("batch", found.shape().batch()),
        Quantity.of("m", found.shape().m()),
        Quantity.of("n", found.shape().n()),
        Quantity.of("k", found.shape().k()));
  }

  /** Joins a reduction to a kernel as a stage of its rows. */
  boolean adoptStage(Node node, Use use) {
    FusionGroup group = use.group();
    Set<Node> grid = Dependence.ranges(use.indices());
    if (group.grid().isEmpty()) {
      group.decideGrid(grid);
    }
    List<Node> reduced = kernels.rows().ranges(group, node).orElseGet(() -> freshRanges(node));
    group.stages().put(node, reduced);
    expressions.compute(group, node);
    long evaluations = FusionGroup.product(grid) * FusionGroup.product(reduced);
    List<Node> operand = IndexMap.ofOperand(node, use.indices(), reduced);
    kernels.addUse(node.source(0), new Use(group, Scope.MAIN, operand, evaluations));
    Quantity rows = Quantity.of("rows", FusionGroup.product(grid));
    reasons.done(node, Decision.JOINED, "its rows are the kernel's", group, List.of(rows));
    return true;
  }

  /** True if such a grid of a kernel has enough rows, and rows long enough to loop over. */
  boolean hasRows(FusionGroup group, Set<Node> grid) {
    return kernels.rows().areEnough(group, grid);
  }

  /** A range for each reduced axis that is longer than 1. */
  List<Node> freshRanges(Node reduce) {
    Shape shape = reduce.source(0).shape();
    List<Integer> axes = ((Arg.Reduce) reduce.arg()).axes();
    return axes.stream()
        .map(axis -> kernels.range(shape.size(axis)))
        .filter(Ranges::isRange)
        .toList();
  }

  /** Why a kernel can't do a reduction where it asks for it; empty if it can. */
  String refusal(Node reduce, Use use) {
    if (!expressions.fits(use.group(), reduce)) {
      return ExpressionLimits.TOO_LARGE;
    }
    return contraction(reduce, use).isPresent() ? "" : kernels.rows().refusal(reduce, use);
  }
}
