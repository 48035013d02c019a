package dev.quern.compiler.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Turns roots into the list of all nodes that they reach, sources before users.
 *
 * <p>The order is a function of the graph alone: depth first, roots and sources from first to last.
 */
public final class Topology {
  private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Node> order = new ArrayList<>();

  private final Predicate<Node> entered;

  private Topology(Predicate<Node> entered) {
    this.entered = entered;
  }

  /** All nodes that the roots reach, each once, sources before users. */
  public static List<Node> of(Node... roots) {
    return of(Arrays.asList(roots));
  }

  /** All nodes that the roots reach, each once, sources before users. */
  public static List<Node> of(Collection<Node> roots) {
    return of(roots, node -> true);
  }

  /** The same, but not through nodes that are not {@code entered}: they are listed as leaves. */
  public static List<Node> of(Collection<Node> roots, Predicate<Node> entered) {
    Topology topology = new Topology(entered);
    roots.forEach(topology::visit);
    return topology.order;
  }

  /**
   * How often each node that the roots reach is a source, counting a user that takes it twice as
   * two. Being a root does not count.
   */
  public static Map<Node, Integer> uses(Collection<Node> roots) {
    Map<Node, Integer> uses = new IdentityHashMap<>();
    for (Node node : of(roots)) {
      uses.put(node, 0);
      for (Node source : node.sources()) {
        uses.merge(source, 1, Integer::sum);
      }
    }
    return uses;
  }

  /** The users of each node that the roots reach, in topological order, each user once. */
  public static Map<Node, List<Node>> users(Collection<Node> roots) {
    Map<Node, List<Node>> users = new IdentityHashMap<>();
    for (Node node : of(roots)) {
      users.put(node, new ArrayList<>());
      for (Node source : node.sources()) {
        List<Node> sofar = users.get(source);
        if (sofar.isEmpty() || sofar.get(sofar.size() - 1) != node) {
          sofar.add(node);
        }
      }
    }
    return users;
  }

  /** A node whose sources are being visited; {@code next} is the first that has not been. */
  private static final class Visit {
    final Node node;
    final int end;
    int next;

    Visit(Node node, int end) {
      this.node = node;
      this.end = end;
    }
  }

  private void visit(Node root) {
    ArrayDeque<Visit> stack = new ArrayDeque<>();
    enter(root, stack);
    while (!stack.isEmpty()) {
      Visit visit = stack.peek();
      if (visit.next < visit.end) {
        enter(visit.node.source(visit.next++), stack);
      } else {
        order.add(stack.pop().node);
      }
    }
  }

  private void enter(Node node, ArrayDeque<Visit> stack) {
    if (seen.add(node)) {
      stack.push(new Visit(node, entered.test(node) ? node.arity() : 0));
    }
  }
}
