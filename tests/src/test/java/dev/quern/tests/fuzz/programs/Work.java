package dev.quern.tests.fuzz.programs;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What a program may still cost: elements of nodes, and of what reductions read. */
final class Work {
  private final Set<Node> paid = Collections.newSetFromMap(new IdentityHashMap<>());
  private long left;

  Work(long most) {
    this.left = most;
  }

  /** Pays for what is new below a node, if that can be had. */
  boolean pays(Node root) {
    List<Node> fresh = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (paid.add(node)) {
        fresh.add(node);
        open.addAll(node.sources());
      }
    }
    long cost = fresh.stream().mapToLong(Work::of).sum();
    if (cost > left) {
      fresh.forEach(paid::remove);
      return false;
    }
    left -= cost;
    return true;
  }

  private static long of(Node node) {
    long made = node.op().isMovement() ? 0 : node.shape().elements();
    return node.arg() instanceof Arg.Reduce ? made + node.source(0).shape().elements() : made;
  }
}
