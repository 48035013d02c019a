package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.ScalarSemantics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes a scalar expression for given values of its leaves, op by op as {@link ScalarSemantics}
 * defines.
 */
public final class Evaluator {
  private final List<Node> order = new ArrayList<>();
  private final Map<Node, Integer> position = new IdentityHashMap<>();

  public Evaluator(Node root) {
    Deque<Node> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      Node node = stack.peek();
      boolean ready = true;
      if (node.op().isElementwise()) {
        for (Node source : node.sources()) {
          if (!position.containsKey(source)) {
            stack.push(source);
            ready = false;
          }
        }
      }
      if (ready) {
        stack.pop();
        if (position.putIfAbsent(node, order.size()) == null) {
          order.add(node);
        }
      }
    }
  }

  public List<Node> nodes() {
    return order;
  }

  /** The value; what {@code leaves} does not name must be elementwise or a constant. */
  public Literal evaluate(Map<Node, Literal> leaves) {
    Literal[] values = new Literal[order.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(order.get(i), leaves, values);
    }
    return values[values.length - 1];
  }

  private Literal value(Node node, Map<Node, Literal> leaves, Literal[] values) {
    if (leaves.containsKey(node)) {
      return leaves.get(node);
    }
    if (node.isConst()) {
      return node.literal();
    }
    Literal[] in = new Literal[node.arity()];
    for (int i = 0; i < in.length; i++) {
      in[i] = values[position.get(node.source(i))];
    }
    return ScalarSemantics.evaluate(node.op(), node.dtype(), in);
  }
}
