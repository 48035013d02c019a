package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares evaluating a value wherever it is asked for with storing it once.
 *
 * <p>With {@code E} elements and {@code V} evaluations, both per element: inline costs {@code V (work +
 * loads)} and a store of every reduction that is then read instead of used; a store costs {@code E (work +
 * loads of leaves)}, a write and {@code V} reads.
 */
final class Inlining {
  /** Above this an expression is stored whatever the costs say, to bound the size of kernels. */
  private static final double MOST_WORK = 40_000;

  /** Picoseconds for one element of a node, from what is in memory or will be. */
  private record Cone(double work, double leafLoads, double pendingLoads) {
    Cone plus(Cone other) {
      return new Cone(
          work + other.work, leafLoads + other.leafLoads, pendingLoads + other.pendingLoads);
    }

    Cone times(double factor) {
      return new Cone(work * factor, leafLoads * factor, pendingLoads * factor);
    }
  }

  /** Whether to inline, and the numbers compared. */
  record Verdict(boolean inline, String numbers) {}

  private static final Cone NOTHING = new Cone(0, 0, 0);
  private final Map<Node, Cone> cones = new HashMap<>();

  /** Prepares for the nodes of a graph, sources first. */
  Inlining(List<Node> order) {
    for (Node node : order) {
      cones.put(node, cone(node));
    }
  }

  private Cone cone(Node node) {
    return switch (node.op()) {
      case CONST, VAR, IOTA -> NOTHING;
      case BUFFER -> new Cone(0, Costs.move(node), 0);
      case REDUCE, SCATTER_ADD, CONTIGUOUS, ASSIGN -> new Cone(0, 0, Costs.move(node));
      case GATHER -> ofSources(node).plus(new Cone(Costs.of(Op.MUL), 0, 0));
      default -> ofSources(node).plus(new Cone(Costs.of(node.op()), 0, 0));
    };
  }

  private Cone ofSources(Node node) {
    Cone sum = NOTHING;
    double elements = Math.max(1, node.shape().elements());
    for (Node source : node.sources()) {
      double share = Math.min(1, source.shape().elements() / elements);
      sum = sum.plus(cones.get(source).times(share));
    }
    return sum;
  }

  /** Judges an elementwise node by the places that ask for it. */
  Verdict judge(Node node, List<Site> asking, Set<Node> stored) {
    Cone cone = cones.get(node);
    double elements = Math.max(1, node.shape().elements());
    double evaluations = asking.stream().mapToDouble(Site::evaluations).sum();
    if (evaluations <= elements && cone.work < MOST_WORK) {
      return new Verdict(true, "each element once");
    }
    double move = Costs.move(node);
    double inline =
        evaluations * (cone.work + cone.leafLoads + cone.pendingLoads)
            + elements * cone.pendingLoads;
    double store = elements * (cone.work + cone.leafLoads + move) + evaluations * move;
    String numbers =
        String.format(
            java.util.Locale.ROOT,
            "%.0f evaluations of %.0f elements: inline %.1f us, store %.1f us",
            evaluations,
            elements,
            inline / 1e6,
            store / 1e6);
    return new Verdict(inline <= store && cone.work < MOST_WORK, numbers);
  }

  /** True if a movement reads nothing but what is in memory, so that storing it would only copy. */
  boolean isView(Node node) {
    Cone cone = cones.get(node);
    return cone.work <= Costs.of(Op.CONCAT) && cone.pendingLoads == 0;
  }
}
