package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How much an index grows from one lane to the next, where that is constant. */
final class Strides {
  /** For indices that are not affine in the loop's range. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final Dataflow flow;
  private final Node range;
  private final BitSet varying;
  private final Map<Node, Long> known = new HashMap<>();

  /**
   * @param range of the loop whose iterations are lanes
   * @param varying what differs between lanes: the range, and accumulators that each lane has
   */
  Strides(Dataflow flow, Node range, BitSet varying) {
    this.flow = flow;
    this.range = range;
    this.varying = varying;
  }

  long of(Node index) {
    Deque<Node> stack = new ArrayDeque<>();
    stack.push(index);
    while (!stack.isEmpty()) {
      Node node = stack.peek();
      boolean ready = true;
      if (affine(node)) {
        for (Node source : node.sources()) {
          if (!known.containsKey(source)) {
            stack.push(source);
            ready = false;
          }
        }
      }
      if (ready) {
        stack.pop();
        known.put(node, stride(node));
      }
    }
    return known.get(index);
  }

  boolean varies(Node node) {
    return flow.of(node).intersects(varying);
  }

  private boolean affine(Node node) {
    return varies(node)
        && switch (node.op()) {
          case ADD, SUB, MUL, NEG -> true;
          case CAST -> node.source(0).dtype().isInteger();
          default -> false;
        };
  }

  private long stride(Node node) {
    if (node == range) {
      return 1;
    }
    if (!varies(node)) {
      return 0;
    }
    if (!affine(node) || node.sources().stream().anyMatch(x -> known.get(x) == UNKNOWN)) {
      return UNKNOWN;
    }
    long a = known.get(node.source(0));
    return switch (node.op()) {
      case ADD -> a + known.get(node.source(1));
      case SUB -> a - known.get(node.source(1));
      case NEG -> -a;
      case MUL -> product(node);
      default -> a;
    };
  }

  private long product(Node node) {
    for (int i = 0; i < 2; i++) {
      if (node.source(i).isConst()) {
        return known.get(node.source(1 - i)) * node.source(i).literal().bits();
      }
    }
    return UNKNOWN;
  }
}
