package dev.quern.autograd;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.runtime.dump.Origins;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Turns roots with their gradients into the gradients of the nodes that were asked for. */
public final class Gradients {
  private final Predicate<Node> asked;
  private final Set<Node> seen = new HashSet<>();
  private final List<Node> order = new ArrayList<>(); // inputs before users
  private final Set<Node> needed = new HashSet<>();
  private final Map<Node, Node> gradients = new HashMap<>();

  private Gradients(Predicate<Node> asked) {
    this.asked = asked;
  }

  /** The gradients of all {@link Leaf}s that the roots reach, by the marked node. */
  public static Map<Node, Node> ofLeaves(Map<Node, Node> roots) {
    return of(roots, node -> mark(node) instanceof Leaf);
  }

  /**
   * The gradients of the nodes that {@code asked} holds of, in the order in which a walk from the
   * roots finishes them. A node that is asked for but that no root depends on is missing.
   *
   * @param roots each root with the gradient that it starts from, of the same shape and dtype
   */
  public static Map<Node, Node> of(Map<Node, Node> roots, Predicate<Node> asked) {
    Gradients walk = new Gradients(asked);
    roots.keySet().forEach(walk::visit);
    roots.forEach(walk::accumulate);
    return walk.run();
  }

  /** The mark on a node; NONE's stand-in where it has none. */
  private static Object mark(Node node) {
    return node.op() == Op.DETACH && node.arg() instanceof Arg.Mark mark ? mark.owner() : Arg.NONE;
  }

  /** The nodes that gradients go on to from here. */
  static List<Node> inputs(Node node) {
    Object mark = mark(node);
    if (mark instanceof Dropped) {
      throw new IllegalStateException(
          "backward: a tensor on the way has lost its history in an earlier backward(); keep it with"
              + " backward(true) there, or detach() it here");
    }
    if (mark instanceof OwnGradient own) {
      return own.inputs();
    }
    boolean ends = mark instanceof Leaf || node.op() == Op.DETACH && !(mark instanceof Watch);
    return ends || !node.dtype().isFloat() ? List.of() : node.sources();
  }

  private record Step(Node node, boolean inputsDone) {}

  private void visit(Node root) {
    Deque<Step> stack = new ArrayDeque<>();
    stack.push(new Step(root, false));
    while (!stack.isEmpty()) {
      Step step = stack.pop();
      if (step.inputsDone()) {
        order.add(step.node());
        if (asked.test(step.node()) || inputs(step.node()).stream().anyMatch(needed::contains)) {
          needed.add(step.node());
        }
      } else if (seen.add(step.node())) {
        stack.push(new Step(step.node(), true));
        List<Node> inputs = inputs(step.node());
        for (int i = inputs.size() - 1; i >= 0; i--) {
          stack.push(new Step(inputs.get(i), false));
        }
      }
    }
  }

  private Map<Node, Node> run() {
    for (int i = order.size() - 1; i >= 0; i--) {
      Node node = order.get(i);
      if (needed.contains(node) && gradients.containsKey(node)) {
        pass(node);
      }
    }
    Map<Node, Node> found = new LinkedHashMap<>();
    for (Node node : order) {
      if (asked.test(node) && gradients.containsKey(node)) {
        found.put(node, gradients.get(node));
      }
    }
    return found;
  }

  private void pass(Node node) {
    if (mark(node) instanceof Watch watch) {
      gradients.put(node, watch.observe(gradients.get(node)));
    }
    Node gradient = gradients.get(node);
    List<Node> inputs = inputs(node);
    List<Node> known = new ArrayList<>(node.sources());
    known.addAll(List.of(node, gradient));
    for (int i = 0; i < inputs.size(); i++) {
      Node input = inputs.get(i);
      if (needed.contains(input) && input.dtype().isFloat()) {
        accumulate(
            input,
            mark(node) instanceof OwnGradient own
                ? own.rule().gradient(node, i, gradient)
                : Adjoints.of(node, i, gradient));
        Origins.of(node)
            .ifPresent(made -> Origins.record(gradients.get(input), known, made.reversed()));
      }
    }
  }

  private void accumulate(Node node, Node gradient) {
    if (!gradient.shape().equals(node.shape()) || gradient.dtype() != node.dtype()) {
      throw new AssertionError(
          "gradient of " + node + " is " + Nodes.describe(gradient) + ", passed by a rule");
    }
    gradients.merge(node, gradient, Gradients::sum);
  }

  /** The sum of two gradients; scattered rows are added into the other rather than into zeros. */
  public static Node sum(Node x, Node y) {
    if (scattersOntoZeros(y)) {
      return y.with(x, y.source(1), y.source(2));
    }
    return scattersOntoZeros(x) ? x.with(y, x.source(1), x.source(2)) : x.plus(y);
  }

  private static boolean scattersOntoZeros(Node node) {
    return node.op() == Op.SCATTER_ADD
        && node.source(0).isConst()
        && node.source(0).literal().real() == 0;
  }
}
