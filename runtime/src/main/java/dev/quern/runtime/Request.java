package dev.quern.runtime;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The nodes asked for, turned into the outputs of one plan.
 *
 * <p>Of several ASSIGNs to one version of a storage, the last of the longest chain becomes that storage's
 * next version; the others are values like any other.
 */
final class Request {
  /**
   * @param value number of the node that is computed
   * @param leaf the leaf whose storage it becomes the next version of, or null
   * @param model the node asked for, whose dtype and shape the output has
   * @param lineage an ASSIGN's target whose policy and name a fresh storage takes over, or null
   */
  record Output(int value, Node leaf, Node model, Node lineage) {}

  private final GraphWalk walk;
  private final List<Node> wanted;
  private final List<Output> outputs = new ArrayList<>();
  private final int[] outputOf; // by wanted; -1 where the value is a leaf already

  private Request(GraphWalk walk, List<Node> wanted) {
    this.walk = walk;
    this.wanted = wanted;
    this.outputOf = new int[wanted.size()];
  }

  /** Walks what the nodes need; the key is then in the walk's signature. */
  static Request of(GraphWalk walk, List<Node> wanted) {
    Request request = new Request(walk, wanted);
    request.visit();
    request.sign();
    return request;
  }

  GraphWalk walk() {
    return walk;
  }

  List<Node> wanted() {
    return wanted;
  }

  List<Output> outputs() {
    return outputs;
  }

  /** The output that computes a wanted node, or -1 if {@link #alias} holds its value. */
  int outputOf(int position) {
    return outputOf[position];
  }

  /** The leaf that a wanted node turned out to equal. */
  Node alias(int position) {
    return walk.node(walk.number(wanted.get(position)));
  }

  private void visit() {
    Map<Node, Node> winners = winners();
    int[] values = new int[wanted.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = walk.visit(wanted.get(i));
    }
    int[] plain = new int[walk.count()]; // output that computes a number as a fresh value
    Arrays.fill(plain, -1);
    for (int i = 0; i < values.length; i++) {
      Node node = wanted.get(i);
      Node target = node.op() == Op.ASSIGN ? updated(node) : null;
      boolean next = target != null && winners.get(target) == node;
      if (next) {
        walk.visit(target);
        outputOf[i] = add(new Output(values[i], target, node, target));
      } else if (walk.node(values[i]).op() == Op.BUFFER) {
        outputOf[i] = -1;
      } else {
        if (plain[values[i]] < 0) {
          plain[values[i]] = add(new Output(values[i], null, node, target));
        }
        outputOf[i] = plain[values[i]];
      }
    }
  }

  private int add(Output output) {
    outputs.add(output);
    return outputs.size() - 1;
  }

  /** The leaf that an ASSIGN may write to, or null. */
  private Node updated(Node assign) {
    Node target = walk.target(assign);
    boolean fresh = target == null || Memory.of(target).policy() == Memory.Policy.FRESH;
    return fresh ? null : target;
  }

  /** For each leaf that is assigned to, the ASSIGN that becomes its next version. */
  private Map<Node, Node> winners() {
    Map<Node, Node> winners = new IdentityHashMap<>();
    for (Node node : wanted) {
      if (node.op() == Op.ASSIGN) {
        Node target = updated(node);
        if (target != null) {
          winners.merge(target, node, (a, b) -> chain(b) > chain(a) ? b : a);
        }
      }
    }
    return winners;
  }

  private static int chain(Node assign) {
    int length = 0;
    for (Node node = assign;
        node.op() == Op.ASSIGN || node.op() == Op.DETACH;
        node = node.source(0)) {
      length++;
    }
    return length;
  }

  private void sign() {
    KeyHash hash = walk.signature().hash();
    hash.mix(outputs.size());
    for (Output output : outputs) {
      hash.mix(output.value());
      hash.mix(output.leaf() == null ? -1 : walk.number(output.leaf()));
    }
  }
}
