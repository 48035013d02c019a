package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.schedule.Remark.Decision;
import dev.quern.compiler.schedule.Use.Scope;
import dev.quern.compiler.simplify.Ranges;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the use at which a node is computed and stored (Halide's compute_at): in a kernel that
 * computes it anyway, once for each element and before all other kernels that use it.
 */
final class ComputeAt {
  static final String OUTSIDE =
      "it is asked for while an operand is packed or scattered, from where nothing is stored";

  private final Inlining inlining;
  private final Evaluating evaluating;
  private final ExpressionLimits expressions;
  private final Remarks reasons;

  ComputeAt(
      Inlining inlining, Evaluating evaluating, ExpressionLimits expressions, Remarks reasons) {
    this.inlining = inlining;
    this.evaluating = evaluating;
    this.expressions = expressions;
    this.reasons = reasons;
  }

  /**
   * A place where the node is computed anyway, once for each element, from which it can be stored.
   */
  Optional<Use> find(Node node, List<Use> uses) {
    for (Use use : uses) {
      String refusal = refusal(node, use, uses);
      if (refusal.isEmpty()) {
        return Optional.of(use);
      }
      reasons.refused(node, Decision.NOT_COMPUTED_AT, refusal, use.group(), evaluations(node, use));
    }
    return Optional.empty();
  }

  private static List<Quantity> evaluations(Node node, Use use) {
    return List.of(
        Quantity.of("evaluations", use.evaluations()),
        Quantity.of("elements", node.shape().elements()));
  }

  /** Why a node can't be stored from a place that asks for it; empty if it can. */
  private String refusal(Node node, Use use, List<Use> uses) {
    if (use.scope() != Scope.MAIN) {
      return OUTSIDE;
    } else if (use.group().kind() instanceof GroupKind.Scatters) {
      return "the kernel scatters, and stores nothing else";
    } else if (!Ranges.cover(IndexMap.flat(use.indices(), node.shape()), node.shape().elements())) {
      return "the kernel does not ask for each element once, in an order that is known";
    } else if (node.op() != Op.REDUCE && !isExecutedOncePerElement(use)) {
      return "the kernel would compute an element more than once";
    } else if (use.group().isOpenReduction() && inlining.needsRows(node)) {
      return "it needs whole rows, and what the kernel's rows are is open";
    } else if (!isOnlySiteOfItsKernel(use, uses)) {
      return "the kernel asks for it in several places";
    } else if (!precedesOthers(use.group(), uses)) {
      return "another kernel that asks for it must run before that kernel";
    }
    if (node.op() == Op.REDUCE) {
      return evaluating.refusal(node, use);
    }
    return expressions.fits(use.group(), node) ? "" : ExpressionLimits.TOO_LARGE;
  }

  /**
   * True if the place is executed once for each element, or would be with a grid of leading ranges.
   */
  private boolean isExecutedOncePerElement(Use use) {
    FusionGroup group = use.group();
    return coversRanges(use)
        || group.isMap()
            && group.grid().isEmpty()
            && group.leads(Dependence.ranges(use.indices()))
            && evaluating.hasRows(group, Dependence.ranges(use.indices()));
  }

  static boolean coversRanges(Use use) {
    FusionGroup group = use.group();
    Set<Node> known = group.grid().orElseGet(() -> new LinkedHashSet<>(group.ranges()));
    return Dependence.ranges(use.indices()).containsAll(known);
  }

  private static boolean isOnlySiteOfItsKernel(Use use, List<Use> uses) {
    return uses.stream().noneMatch(o -> o != use && o.group() == use.group());
  }

  private static boolean precedesOthers(FusionGroup group, List<Use> uses) {
    return uses.stream().map(Use::group).noneMatch(other -> other != group && other.reaches(group));
  }
}
