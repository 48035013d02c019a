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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Turns roots with their gradients into the gradients of the nodes that were asked for. */
public final class Gradients {
  /** A node on the way, with what is known of it. */
  private static final class Reached {
    final Node node;
    final List<Node> inputs;
    int visited; // inputs
    boolean needed; // whether it is, or depends on, what was asked for
    Node gradient; // null until there is one

    Reached(Node node) {
      this.node = node;
      this.inputs = inputs(node);
    }
  }

  private final Predicate<Node> asked;
  private final Map<Node, Reached> reached = new HashMap<>();
  private final List<Reached> order = new ArrayList<>(); // inputs before users

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
    roots.forEach((root, gradient) -> accumulate(walk.reached.get(root), gradient));
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

  private void visit(Node root) {
    Deque<Reached> stack = new ArrayDeque<>();
    enter(root, stack);
    while (!stack.isEmpty()) {
      Reached top = stack.peek();
      if (top.visited < top.inputs.size()) {
        enter(top.inputs.get(top.visited++), stack);
      } else {
        finish(stack.pop());
      }
    }
  }

  private void enter(Node node, Deque<Reached> stack) {
    if (!reached.containsKey(node)) {
      Reached next = new Reached(node);
      reached.put(node, next);
      stack.push(next);
    }
  }

  private void finish(Reached done) {
    done.needed = asked.test(done.node);
    for (int i = 0; !done.needed && i < done.inputs.size(); i++) {
      done.needed = reached.get(done.inputs.get(i)).needed;
    }
    order.add(done);
  }

  private Map<Node, Node> run() {
    for (int i = order.size() - 1; i >= 0; i--) {
      Reached user = order.get(i);
      if (user.needed && user.gradient != null) {
        pass(user);
      }
    }
    Map<Node, Node> found = new LinkedHashMap<>();
    for (Reached each : order) {
      if (each.gradient != null && asked.test(each.node)) {
        found.put(each.node, each.gradient);
      }
    }
    return found;
  }

  private void pass(Reached user) {
    Node node = user.node;
    Object mark = mark(node);
    if (mark instanceof Watch watch) {
      user.gradient = watch.observe(user.gradient);
    }
    for (int i = 0; i < user.inputs.size(); i++) {
      Reached input = reached.get(user.inputs.get(i));
      if (input.needed && input.node.dtype().isFloat()) {
        accumulate(
            input,
            mark instanceof OwnGradient own
                ? own.rule().gradient(node, i, user.gradient)
                : Adjoints.of(node, i, user.gradient));
        record(user, input);
      }
    }
  }

  /** Tells, if that is wanted, that what was just made comes from this node. */
  private static void record(Reached user, Reached input) {
    if (Origins.wanted()) {
      List<Node> known = new ArrayList<>(user.node.sources());
      known.addAll(List.of(user.node, user.gradient));
      Origins.of(user.node)
          .ifPresent(made -> Origins.record(input.gradient, known, made.reversed()));
    }
  }

  private static void accumulate(Reached to, Node gradient) {
    Node node = to.node;
    if (!gradient.shape().equals(node.shape()) || gradient.dtype() != node.dtype()) {
      throw new AssertionError(
          "gradient of " + node + " is " + Nodes.describe(gradient) + ", passed by a rule");
    }
    to.gradient = to.gradient == null ? gradient : sum(to.gradient, gradient);
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
