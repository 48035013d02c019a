package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The order of the terms of a sum: what is known further out comes first (variables, then ranges by
 * number), so that the beginning of a sum can be evaluated outside of the inner loops. Terms of one
 * loop are in lexicographic order of their structure.
 *
 * <p>Of the ids of ranges, arrays and accumulators only the order counts, so that an expression is
 * spelled in the same way whatever number its ids begin with.
 */
final class AtomOrder implements Comparator<Node> {
  private static final Comparator<Node> BY_PARTS =
      Comparator.comparing(Node::op)
          .thenComparing(Node::dtype)
          .thenComparingLong(node -> number(node.arg()))
          .thenComparing(node -> node.arg().toString())
          .thenComparingInt(Node::arity);

  private final Map<Node, Long> innermost = new IdentityHashMap<>(); // range of what it depends on

  @Override
  public int compare(Node a, Node b) {
    if (a == b) {
      return 0;
    }
    int outward = Long.compare(innermost(a), innermost(b));
    return outward != 0 ? outward : compareStructure(a, b);
  }

  /** Nodes are interned: what differs first in two of them is on one path through their sources. */
  private static int compareStructure(Node a, Node b) {
    Node left = a;
    Node right = b;
    int order = BY_PARTS.compare(left, right);
    while (order == 0) {
      int at = 0;
      while (at < left.arity() && left.source(at) == right.source(at)) {
        at++;
      }
      if (at == left.arity()) {
        return 0; // they differ in shape alone
      }
      left = left.source(at);
      right = right.source(at);
      order = BY_PARTS.compare(left, right);
    }
    return order;
  }

  private static long number(Arg arg) {
    if (arg instanceof Arg.Id id) {
      return id.id();
    } else if (arg instanceof Arg.Accumulator accumulator) {
      return accumulator.id();
    } else if (arg instanceof Arg.Slot slot) {
      return slot.index();
    }
    return arg instanceof Arg.Literal literal ? literal.bits() : 0;
  }

  private long innermost(Node root) {
    Deque<Node> stack = new ArrayDeque<>();
    stack.push(root);
    while (!innermost.containsKey(root)) {
      Node node = stack.peek();
      boolean ready = true;
      if (node.op() != Op.RANGE) {
        for (Node source : node.sources()) {
          if (!innermost.containsKey(source)) {
            stack.push(source);
            ready = false;
          }
        }
      }
      if (ready) {
        innermost.put(node, computed(node));
        stack.pop();
      }
    }
    return innermost.get(root);
  }

  private long computed(Node node) {
    if (node.op() == Op.RANGE) {
      return ((Arg.Id) node.arg()).id();
    }
    long found = node.op() == Op.ACC ? Long.MAX_VALUE : Long.MIN_VALUE;
    for (Node source : node.sources()) {
      found = Math.max(found, innermost.get(source));
    }
    return found;
  }
}
