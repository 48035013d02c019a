package dev.quern.runtime.request;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.Pool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The nodes that an evaluation reaches, numbered in post-order, with what makes the plan key.
 *
 * <p>It sees the graph as a plan does: a node whose value is stored is the leaf that holds it, an
 * ASSIGN that others read is its value, and a DETACH, which only autograd looks at, is what it
 * detaches; those that limit an index are remembered. Made to be used again, since a walk happens
 * at every evaluation.
 */
public final class GraphWalk {
  private final boolean seesStored;
  private final NodeTable numbers = new NodeTable();
  private final Signature signature = new Signature(numbers);
  private final Set<Node> limited = new LinkedHashSet<>();
  private Pool pool;
  private Node[] order = new Node[256];
  private int count;
  private Node[] stack = new Node[64];
  private Node[] stackAlias = new Node[64]; // what a node is seen as, if not itself
  private int[] stackNext = new int[64];
  private int depth;

  /** With {@code seesStored} false, a walk that takes no node's value from storage. */
  public GraphWalk(boolean seesStored) {
    this.seesStored = seesStored;
  }

  /** Forgets an earlier walk and all nodes it held. */
  public void clear() {
    numbers.clear();
    Arrays.fill(order, 0, count, null);
    Arrays.fill(stack, null); // also what an exception left behind
    Arrays.fill(stackAlias, null);
    count = 0;
    depth = 0;
    limited.clear();
    signature.clear();
  }

  /** Begins a walk for the device of this pool. */
  public void start(Pool pool) {
    clear();
    this.pool = pool;
  }

  public Signature signature() {
    return signature;
  }

  /** How many nodes have been numbered. */
  public int count() {
    return count;
  }

  /** The node of a number; never an ASSIGN or a DETACH. */
  public Node node(int number) {
    return order[number];
  }

  /** The number of a node that has been visited, or of what it is seen as. */
  public int number(Node node) {
    return numbers.get(node);
  }

  /** The nodes visited so far, sources before users. */
  List<Node> nodes() {
    return new ArrayList<>(Arrays.asList(order).subList(0, count));
  }

  /** The leaf that holds a node's value on this device. */
  Optional<Node> leaf(Node node) {
    return Optional.ofNullable(storedHere(node));
  }

  private Node storedHere(Node node) {
    Node leaf = node.value();
    return seesStored && leaf != node && Memory.of(leaf).pool() == pool ? leaf : null;
  }

  /** What the plan sees in place of a node: its leaf, its value, or itself. */
  Node seen(Node node) {
    while (true) {
      Node leaf = storedHere(node);
      if (leaf != null) {
        return leaf;
      }
      if (node.op() != Op.ASSIGN && node.op() != Op.DETACH) {
        return node;
      }
      if (IndexLimit.at(node).isPresent()) {
        limited.add(node);
      }
      node = node.source(node.op() == Op.ASSIGN ? 1 : 0);
    }
  }

  /** The nodes met so far that mark an index with its limit. */
  List<Node> limited() {
    return List.copyOf(limited);
  }

  /** The leaf whose storage an ASSIGN is to write, or null if its target is a computed value. */
  Node target(Node assign) {
    Node target = assign;
    while (target.op() == Op.ASSIGN || target.op() == Op.DETACH) {
      target = target.source(0);
      Node leaf = storedHere(target);
      if (leaf != null) {
        return leaf;
      }
    }
    return target.op() == Op.BUFFER ? target : null;
  }

  /** Numbers all that a node reaches, and gives its number. */
  public int visit(Node root) {
    enter(root);
    while (depth > 0) {
      Node node = stack[depth - 1];
      Node alias = stackAlias[depth - 1];
      int next = stackNext[depth - 1]++;
      if (next < (alias != null ? 1 : node.arity())) {
        enter(alias != null ? alias : node.source(next));
      } else {
        depth--;
        finish(node, alias);
      }
    }
    return numbers.get(root);
  }

  private void enter(Node node) {
    if (numbers.get(node) >= 0) {
      return;
    }
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, depth * 2);
      stackAlias = Arrays.copyOf(stackAlias, depth * 2);
      stackNext = Arrays.copyOf(stackNext, depth * 2);
    }
    Node seen = seen(node);
    stack[depth] = node;
    stackAlias[depth] = seen == node ? null : seen;
    stackNext[depth++] = 0;
  }

  private void finish(Node node, Node alias) {
    if (alias != null) {
      numbers.put(node, numbers.get(alias));
      return;
    }
    if (count == order.length) {
      order = Arrays.copyOf(order, count * 2);
    }
    order[count] = node;
    numbers.put(node, count);
    signature.add(node, count++);
  }
}
