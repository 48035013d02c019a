package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.target.Costs;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Target.Limits;
import dev.quern.compiler.target.Tuning.Fusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cost of every node of a graph, inlined, and where the graph's expressions are cut so that no
 * kernel becomes larger than its device can take.
 *
 * <p>Before kernels are made, an expression that reads too many tensors has its largest parts
 * stored. While they are made, a kernel that is full takes no more stages and outputs, and what its
 * expressions use is stored. A CONCAT of many parts is stored part by part.
 */
final class ExpressionLimits {
  static final String TOO_LARGE = "the kernel would become too large";

  private final Limits limits;
  private final Costs costs;
  private final Fusion fusion;
  private final Map<Node, ExpressionCost> expressions = new HashMap<>();
  private final Map<Node, Integer> uses = new HashMap<>();
  private final Set<Node> cuts = new HashSet<>();

  /** Prepares for the nodes of a graph, sources first. */
  ExpressionLimits(List<Node> order, Target target) {
    this.limits = target.limits();
    this.costs = target.tuning().costs();
    this.fusion = target.tuning().fusion();
    for (Node node : order) {
      node.sources().stream().distinct().forEach(source -> uses.merge(source, 1, Integer::sum));
    }
    for (Node node : order) {
      if (node.op() == Op.CONCAT && node.arity() > fusion.mostParts()) {
        cut(node);
        continue;
      }
      cutSources(node);
      expressions.put(node, seen(node));
      if (expressions.get(node).work() > fusion.mostWork()) {
        cut(node);
      }
    }
  }

  ExpressionCost of(Node node) {
    return expressions.get(node);
  }

  /** True if the expressions of a graph are cut here because they would become too large. */
  boolean isCut(Node node) {
    return cuts.contains(node);
  }

  /** Picoseconds for computing or loading all elements of a node, whichever is less. */
  double once(Node node) {
    return node.shape().elements() * Math.min(of(node).total(), costs.move(node));
  }

  boolean isShared(Node node) {
    return uses.getOrDefault(node, 0) > 1;
  }

  /** What the node is computed from, whatever it is to those who read it. */
  private ExpressionCost inside(Node node) {
    ExpressionCost sum = ExpressionCost.NOTHING;
    double elements = Math.max(1, node.shape().elements());
    for (Node source : node.sources()) {
      double share = Math.min(1, source.shape().elements() / elements);
      sum = sum.plus(expressions.get(source).times(share));
    }
    return sum.plus(ExpressionCost.ofWork(ownWork(node.op())));
  }

  /** A kernel computes one more value, which it does not read then. */
  void compute(FusionGroup group, Node node) {
    group.tensors().remove(node);
    group.tensors().addAll(inside(node).tensors());
    group.works(node.op() == Op.REDUCE ? fusion.loops() : 0);
  }

  /** True if a kernel that computes one more value, and stores it, would be small enough. */
  boolean fits(FusionGroup group, Node node) {
    return !isFull(group) && fits(group.tensors(), inside(node).tensors());
  }

  /** True if one kernel could do what two do. */
  boolean fits(FusionGroup one, FusionGroup two) {
    return one.work() + two.work() <= limits.work() && fits(one.tensors(), two.tensors());
  }

  /** True if the text of a kernel should grow no more. */
  boolean isFull(FusionGroup group) {
    return group.work() > limits.work();
  }

  private boolean fits(Set<Node> tensors, Set<Node> more) {
    long added = more.stream().filter(tensor -> !tensors.contains(tensor)).count();
    return tensors.size() + added < limits.tensors();
  }

  private boolean reads(ExpressionCost cost) {
    return cost.tensors().size() <= limits.tensors();
  }

  private double ownWork(Op op) {
    return costs.of(op == Op.GATHER ? Op.MUL : op);
  }

  /** The cost as those who read the node see it. */
  private ExpressionCost seen(Node node) {
    return switch (node.op()) {
      case CONST, IOTA -> ExpressionCost.NOTHING;
      case VAR -> new ExpressionCost(0, 0, 0, Set.of(node));
      case BUFFER -> ExpressionCost.ofLeaf(node, costs.move(node));
      case REDUCE, SCATTER_ADD, CONTIGUOUS, ASSIGN -> stored(node);
      default -> inside(node);
    };
  }

  private ExpressionCost stored(Node node) {
    return isShared(node)
        ? ExpressionCost.ofLeaf(node, costs.move(node))
        : ExpressionCost.ofPending(node, costs.move(node));
  }

  private void cut(Node node) {
    cuts.add(node);
    expressions.put(node, ExpressionCost.ofLeaf(node, costs.move(node)));
  }

  /** Cuts the node's largest sources until a kernel can take all that it reads. */
  private void cutSources(Node node) {
    List<Node> largest = new ArrayList<>(node.sources());
    largest.sort(Comparator.comparingInt(source -> -expressions.get(source).tensors().size()));
    for (Node source : largest) {
      if (reads(inside(node))) {
        return;
      }
      cutBehindMovement(source);
    }
  }

  /** What is only moved is stored as it was before: its elements are not repeated there. */
  private void cutBehindMovement(Node node) {
    List<Node> moved = new ArrayList<>();
    Node base = node;
    while (base.op().isMovement() && base.arity() == 1) {
      moved.add(0, base);
      base = base.source(0);
    }
    if (expressions.get(base).tensors().size() > 1) {
      cut(base);
      moved.forEach(movement -> expressions.put(movement, inside(movement)));
    }
  }
}
