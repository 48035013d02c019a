package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares evaluating a value wherever it is asked for with storing it once.
 *
 * <p>With {@code E} elements and {@code V} evaluations, both per element: inline costs {@code V
 * (work + loads)} and a store of every reduction that is then read instead of used; a store costs
 * {@code E (work + loads of leaves)}, a write and {@code V} reads.
 */
final class Inlining {
  /** An expression of more work is stored whatever the costs say, to bound the size of kernels. */
  private static final double MOST_WORK = 40_000;

  /** The same for an expression that reads more tensors: each is an argument of the kernel. */
  private static final double MOST_TENSORS = 96;

  /** A mask of positions and the like: as long as a load and a store of it take. */
  private static final double FROM_NOTHING = 100;

  /** Picoseconds for one element of a node, from what is in memory or will be. */
  private record Cone(double work, double leafLoads, double pendingLoads, double tensors) {
    Cone plus(Cone other) {
      return new Cone(
          work + other.work,
          leafLoads + other.leafLoads,
          pendingLoads + other.pendingLoads,
          tensors + other.tensors);
    }

    Cone times(double factor) {
      return new Cone(work * factor, leafLoads * factor, pendingLoads * factor, tensors);
    }

    boolean isSmall() {
      return work < MOST_WORK && tensors <= MOST_TENSORS;
    }
  }

  /** Whether to inline, by which rule, and the numbers compared. */
  record Verdict(boolean inline, String rule, List<Quantity> numbers) {}

  private static final Cone NOTHING = new Cone(0, 0, 0, 0);
  private final Map<Node, Cone> cones = new HashMap<>();
  private final Map<Node, Integer> uses = new HashMap<>();
  private final Set<Node> rows = new HashSet<>();
  private final Set<Node> cuts = new HashSet<>();

  /** Prepares for the nodes of a graph, sources first. */
  Inlining(List<Node> order) {
    for (Node node : order) {
      node.sources().stream().distinct().forEach(source -> uses.merge(source, 1, Integer::sum));
    }
    for (Node node : order) {
      Cone cone = cone(node);
      if (!cone.isSmall()) {
        cuts.add(node);
        cone = new Cone(0, 0, Costs.move(node), 1);
      }
      cones.put(node, cone);
      if (rowsOf(node)) {
        rows.add(node);
      }
    }
  }

  private Cone cone(Node node) {
    return switch (node.op()) {
      case CONST, VAR, IOTA -> NOTHING;
      case BUFFER -> new Cone(0, Costs.move(node), 0, 1);
      case REDUCE, SCATTER_ADD, CONTIGUOUS, ASSIGN ->
          isShared(node)
              ? new Cone(0, Costs.move(node), 0, 1)
              : new Cone(0, 0, Costs.move(node), 1);
      case GATHER -> ofSources(node).plus(new Cone(Costs.of(Op.MUL), 0, 0, 0));
      default -> ofSources(node).plus(new Cone(Costs.of(node.op()), 0, 0, 0));
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

  private boolean isShared(Node node) {
    return uses.getOrDefault(node, 0) > 1;
  }

  /** Judges an elementwise node by the places that ask for it. */
  Verdict judge(Node node, List<Site> asking) {
    Cone cone = cones.get(node);
    double elements = Math.max(1, node.shape().elements());
    double evaluations = asking.stream().mapToDouble(Site::evaluations).sum();
    if (evaluations <= elements) {
      return new Verdict(
          true,
          "each element is computed once",
          List.of(Quantity.of("evaluations", evaluations), Quantity.of("elements", elements)));
    }
    if (cone.tensors == 0 && cone.work <= FROM_NOTHING) {
      return new Verdict(
          true,
          "it is found from nothing but where it is asked for",
          List.of(Quantity.cost("work", cone.work), Quantity.cost("most", FROM_NOTHING)));
    }
    double move = Costs.move(node);
    if (isStepFromShared(node)) {
      double loads = node.sources().stream().mapToDouble(source -> load(source, elements)).sum();
      double inline = evaluations * (Costs.of(node.op()) + loads);
      return verdict(elements, evaluations, inline, elements * move + evaluations * move);
    }
    double inline =
        evaluations * (cone.work + cone.leafLoads + cone.pendingLoads)
            + elements * cone.pendingLoads;
    double store = elements * (cone.work + cone.leafLoads + move) + evaluations * move;
    return verdict(elements, evaluations, inline, store);
  }

  /** True if the expressions of a graph are cut here because they would become too large. */
  boolean isCut(Node node) {
    return cuts.contains(node);
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
    Cone cone = cones.get(source);
    boolean free = cone.work + cone.leafLoads + cone.pendingLoads == 0;
    return free ? 0 : Costs.move(source) * Math.min(1, source.shape().elements() / elements);
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
   * that asking again costs one op and their loads.
   */
  private boolean isStepFromShared(Node node) {
    return Costs.of(node.op()) <= Costs.of(Op.ADD)
        && node.sources().stream().allMatch(s -> isShared(s) || cones.get(s).work == 0);
  }

  /** True if a value costs something for each of its elements, so that asking once saves. */
  boolean isWorthSharing(Node node) {
    Cone cone = cones.get(node);
    return cone.work + cone.leafLoads + cone.pendingLoads >= Costs.of(Op.ADD);
  }

  /** True if a movement reads nothing but what is in memory, so that storing it would only copy. */
  boolean isView(Node node) {
    Cone cone = cones.get(node);
    return cone.work <= Costs.of(Op.CONCAT) && cone.pendingLoads == 0;
  }
}
