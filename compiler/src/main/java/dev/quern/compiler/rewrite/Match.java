package dev.quern.compiler.rewrite;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;

/** Which node stands in each hole of a pattern that fits. */
public final class Match {
  private static final int HOLES = 9;

  private final Node root;
  private final Node[] bound = new Node[HOLES];

  private Match(Node root) {
    this.root = root;
  }

  /** The node that the pattern fits as a whole. */
  public Node root() {
    return root;
  }

  public Node get(Pattern.Hole hole) {
    return bound[hole.index()];
  }

  public DType dtype(Pattern.Hole hole) {
    return get(hole).dtype();
  }

  /** The value of a constant. */
  public Literal value(Pattern.Hole hole) {
    return get(hole).literal();
  }

  /** A match of this pattern, operands in just this order, or null. */
  static Match of(Pattern pattern, Node root) {
    Match match = new Match(root);
    return match.fits(pattern, root) ? match : null;
  }

  // Recursion is over the pattern, which is a few levels deep, not over the graph.
  private boolean fits(Pattern pattern, Node node) {
    if (pattern instanceof Pattern.Hole hole) {
      return bind(hole, node);
    }
    if (pattern instanceof Pattern.Value value) {
      return node.isConst() && value.is(node.literal());
    }
    if (!(pattern instanceof Pattern.Apply apply)) {
      throw new AssertionError("rewrite: '" + pattern + "' is on the left side of a rule");
    }
    if (apply.op() != node.op() || apply.sources().size() != node.arity()) {
      return false;
    }
    for (int i = 0; i < node.arity(); i++) {
      if (!fits(apply.sources().get(i), node.source(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean bind(Pattern.Hole hole, Node node) {
    Node before = bound[hole.index()];
    if (before == null && hole.admits(node.op())) {
      bound[hole.index()] = node;
      return true;
    }
    return before == node;
  }
}
