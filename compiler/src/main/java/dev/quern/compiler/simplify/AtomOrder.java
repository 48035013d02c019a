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
 * number), so that the beginning of a sum can be evaluated outside of the inner loops. It depends
 * on structure alone.
 */
final class AtomOrder implements Comparator<Node> {
  /** Innermost range that a node depends on, and a digest of its structure. */
  private record Rank(long innermost, long digest) {}

  private static final Rank UNKNOWN = new Rank(Long.MAX_VALUE, 0);

  private final Map<Node, Rank> ranks = new IdentityHashMap<>();

  @Override
  public int compare(Node a, Node b) {
    if (a == b) {
      return 0;
    }
    Rank left = rank(a);
    Rank right = rank(b);
    int outward = Long.compare(left.innermost, right.innermost);
    return outward != 0 ? outward : Long.compare(left.digest, right.digest);
  }

  private Rank rank(Node root) {
    Deque<Node> stack = new ArrayDeque<>();
    stack.push(root);
    while (!ranks.containsKey(root)) {
      Node node = stack.peek();
      boolean ready = true;
      if (node.op() != Op.RANGE) {
        for (Node source : node.sources()) {
          if (!ranks.containsKey(source)) {
            stack.push(source);
            ready = false;
          }
        }
      }
      if (ready) {
        ranks.put(node, compute(node));
        stack.pop();
      }
    }
    return ranks.get(root);
  }

  private Rank compute(Node node) {
    long digest =
        mix(mix(node.op().ordinal(), node.dtype().ordinal()), node.arg().toString().hashCode());
    if (node.op() == Op.RANGE) {
      return new Rank(((Arg.Id) node.arg()).id(), digest);
    }
    long innermost = node.op() == Op.ACC ? Long.MAX_VALUE : Long.MIN_VALUE;
    for (Node source : node.sources()) {
      Rank rank = ranks.getOrDefault(source, UNKNOWN);
      innermost = Math.max(innermost, rank.innermost);
      digest = mix(digest, rank.digest);
    }
    return new Rank(innermost, digest);
  }

  private static long mix(long a, long b) {
    long mixed = (a * 0x9E3779B97F4A7C15L ^ b) * 0xC2B2AE3D27D4EB4FL;
    return mixed ^ mixed >>> 29;
  }
}
