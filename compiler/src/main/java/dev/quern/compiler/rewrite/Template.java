package dev.quern.compiler.rewrite;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.List;

/** Turns the right side of a rule and a match of the left into the node that replaces it. */
final class Template {
  private Template() {}

  static Node build(Pattern pattern, Match match) {
    return build(pattern, match, match.root());
  }

  /** Fills a pattern in; its constants take dtype and shape from {@code like}. */
  private static Node build(Pattern pattern, Match match, Node like) {
    if (pattern instanceof Pattern.Hole hole) {
      return match.get(hole);
    }
    if (pattern instanceof Pattern.Value value) {
      return Nodes.constant(like.shape(), value.of(like.dtype()));
    }
    if (pattern instanceof Pattern.Computed computed) {
      return computed.compute().apply(match);
    }
    Pattern.Apply apply = (Pattern.Apply) pattern;
    return apply(apply.op(), match.root(), operands(apply.sources(), match));
  }

  /** Constants take their type from the last operand that is none. */
  private static Node[] operands(List<Pattern> patterns, Match match) {
    Node[] nodes = new Node[patterns.size()];
    Node like = match.root();
    for (int i = 0; i < nodes.length; i++) {
      if (!(patterns.get(i) instanceof Pattern.Value)) {
        nodes[i] = build(patterns.get(i), match, match.root());
        like = nodes[i];
      }
    }
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = nodes[i] == null ? build(patterns.get(i), match, like) : nodes[i];
    }
    return nodes;
  }

  private static Node apply(Op op, Node root, Node[] in) {
    return switch (op) {
      case CAST -> Nodes.cast(in[0], root.dtype());
      case BITCAST -> Nodes.bitcast(in[0], root.dtype());
      case RESHAPE -> Nodes.reshape(in[0], root.shape());
      case EXPAND -> Nodes.expand(in[0], root.shape());
      case CONTIGUOUS -> Nodes.contiguous(in[0]);
      default -> Nodes.elementwise(op, List.of(in));
    };
  }
}
