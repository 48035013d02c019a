package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.target.Costs;
import dev.quern.compiler.target.Tuning;
import dev.quern.compiler.target.Tuning.Fusion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares evaluating a value wherever it is asked for with storing it once.
 *
 * <p>With {@code E} elements and {@code V} evaluations, both per element: inline costs {@code V
 * (work + loads)} and a store of every reduction that is then read instead of used; a store costs
 * {@code E (work + loads of leaves)}, a write and {@code V} reads.
 */
final class Inlining {
  /** Whether to inline, by which rule, and the numbers compared. */
  record Verdict(boolean inline, String rule, List<Quantity> numbers) {}

  private final ExpressionLimits expressions;
  private final Costs costs;
  private final Fusion fusion;
  private final Set<Node> rows = new HashSet<>();

  /** Prepares for the nodes of a graph, sources first. */
  Inlining(List<Node> order, ExpressionLimits expressions, Tuning tuning) {
    this.costs = tuning.costs();
    this.fusion = tuning.fusion();
    this.expressions = expressions;
    for (Node node : order) {
      if (rowsOf(node)) {
        rows.add(node);
      }
    }
  }

  /** Judges an elementwise node by the places that use it. */
  Verdict judge(Node node, List<Use> uses) {
    ExpressionCost cost = expressions.of(node);
    double elements = Math.max(1, node.shape().elements());
    double evaluations = uses.stream().mapToDouble(Use::evaluations).sum();
    if (evaluations <= elements) {
      return new Verdict(
          true,
          "each element is computed once",
          List.of(Quantity.of("evaluations", evaluations), Quantity.of("elements", elements)));
    }
    if (cost.tensors().isEmpty() && cost.work() <= fusion.fromNothing()) {
      return new Verdict(
          true,
          "it is found from nothing but where it is asked for",
          List.of(Quantity.cost("work", cost.work()), Quantity.cost("most", fusion.fromNothing())));
    }
    double move = costs.move(node);
    if (isStepFromShared(node)) {
      double loads = node.sources().stream().mapToDouble(source -> load(source, elements)).sum();
      double inline = evaluations * (costs.of(node.op()) + loads);
      return verdict(elements, evaluations, inline, elements * move + evaluations * move);
    }
    double inline = evaluations * cost.total() + elements * cost.pendingLoads();
    double store = elements * (cost.work() + cost.leafLoads() + move) + evaluations * move;
    return verdict(elements, evaluations, inline, store);
  }

  private static Verdict verdict(double elements, double evaluations, double inline, double store) {
    List<Quantity> numbers =
        List.of(
            Quantity.of("evaluations", evaluations),
            Quantity.of("elements", elements),
            Quantity.cost("inline", inline),
            Quantity.cost("store", store));
    return inline <= store
        ? new Verdict(true, "recompute costs less than store and loads", numbers)
        : new Verdict(false, "recompute costs more than store and loads", numbers);
  }

  /** Reading a source for each element; what is computed from nothing is free. */
  private double load(Node source, double elements) {
    ExpressionCost cost = expressions.of(source);
    return cost.total() == 0
        ? 0
        : costs.move(source) * Math.min(1, source.shape().elements() / elements);
  }

  /** True if a value is computed from reductions along its own rows. */
  boolean needsRows(Node node) {
    return rows.contains(node);
  }

  private boolean rowsOf(Node node) {
    return switch (node.op().group()) {
      case ELEMENTWISE, MOVEMENT ->
          node.sources().stream()
              .anyMatch(s -> s.op() == Op.REDUCE ? isRowOf(s, node) : rows.contains(s));
      default -> node.op() == Op.DETACH && rows.contains(node.source(0));
    };
  }

  private static boolean isRowOf(Node reduce, Node node) {
    return reduce.source(0).shape().elements() == node.shape().elements()
        || node.op() == Op.RESHAPE && reduce.source(0).shape().elements() > node.shape().elements();
  }

  /**
   * True of a cheap op on values that others use too: those are likely to be stored themselves, so
   * that another use costs one op and their loads.
   */
  private boolean isStepFromShared(Node node) {
    return costs.of(node.op()) <= costs.of(Op.ADD)
        && node.sources().stream()
            .allMatch(s -> expressions.isShared(s) || expressions.of(s).work() == 0);
  }

  /** True if a value costs something for each of its elements, so that computing it once saves. */
  boolean isWorthSharing(Node node) {
    return expressions.of(node).total() >= costs.of(Op.ADD);
  }

  /** True if a movement reads nothing but what is in memory, so that storing it would only copy. */
  boolean isView(Node node) {
    ExpressionCost cost = expressions.of(node);
    return cost.work() <= costs.of(Op.CONCAT) && cost.pendingLoads() == 0;
  }
}
