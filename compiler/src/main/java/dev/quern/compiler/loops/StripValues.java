package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The values of one iteration of a strip, from what is kept in arrays and what is not. */
final class StripValues {
  private final LoopValues values;
  private final StripPlan plan;
  private final Map<Node, Node> arrays;
  private final Set<Node> own; // values that are made here and not read from arrays
  private final UnaryOperator<Node> affine;
  private final Map<Node, Node> known = new HashMap<>();

  StripValues(
      LoopValues values,
      StripPlan plan,
      Map<Node, Node> arrays,
      List<Node> own,
      UnaryOperator<Node> affine) {
    this.values = values;
    this.plan = plan;
    this.arrays = arrays;
    this.own = new HashSet<>(own);
    this.affine = affine;
  }

  Node of(Node root, Node at) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.peek();
      if (known.containsKey(node)) {
        open.pop();
        continue;
      }
      List<Node> missing = operands(node).stream().filter(x -> !known.containsKey(x)).toList();
      if (missing.isEmpty()) {
        known.put(open.pop(), build(node, at));
      } else {
        missing.forEach(open::push);
      }
    }
    return known.get(root);
  }

  private boolean isRead(Node node) {
    return plan.isKept(node) && !own.contains(node);
  }

  private List<Node> operands(Node node) {
    boolean leaf = !values.varies(node) || isRead(node) || plan.isSteady(node);
    return leaf ? List.of() : Superword.operands(node);
  }

  private Node build(Node node, Node at) {
    if (!values.varies(node)) {
      return node;
    } else if (isRead(node)) {
      return Nodes.load(arrays.get(node), at);
    } else if (plan.isSteady(node)) {
      return affine.apply(node);
    }
    Op limit = node.op() == Op.WHERE ? Clamp.kind(node) : Op.WHERE;
    if (limit != Op.WHERE) {
      return Nodes.binary(limit, known.get(node.source(2)), node.source(1));
    }
    Node[] sources =
        node.sources().stream().map(x -> known.getOrDefault(x, x)).toArray(Node[]::new);
    return node.with(sources);
  }
}
