package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** How far integer expressions move when one range moves by one, where that is a constant. */
public final class Strides {
  private static final long NONE = Long.MIN_VALUE;

  private final Node range;
  private final Map<Node, Long> known = new HashMap<>();

  public Strides(Node range) {
    this(range, Set.of());
  }

  /** {@code moving} are accumulators that change from iteration to iteration of the range. */
  public Strides(Node range, Set<Node> moving) {
    this.range = range;
    moving.forEach(accumulator -> known.put(accumulator, NONE));
  }

  /**
   * The constant stride; 0 if the expression does not mention the range, empty if there is none.
   */
  public OptionalLong of(Node expression) {
    Deque<Node> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Node node = pending.peek();
      boolean ready = true;
      if (known.containsKey(node)) {
        pending.pop();
        continue;
      }
      for (Node source : node.sources()) {
        if (node != range && !known.containsKey(source)) {
          pending.push(source);
          ready = false;
        }
      }
      if (ready) {
        known.put(pending.pop(), combine(node));
      }
    }
    long stride = known.get(expression);
    return stride == NONE ? OptionalLong.empty() : OptionalLong.of(stride);
  }

  private long combine(Node node) {
    if (node == range) {
      return 1;
    }
    long a = node.arity() > 0 ? known.get(node.source(0)) : 0;
    long b = node.arity() > 1 ? known.get(node.source(1)) : 0;
    boolean fixed = node.sources().stream().allMatch(source -> known.get(source) == 0);
    if (fixed) {
      return 0;
    }
    if (!node.dtype().isInteger() || a == NONE || b == NONE) {
      return NONE;
    }
    return switch (node.op()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case NEG -> -a;
      case CAST -> node.source(0).dtype().isInteger() ? a : NONE;
      case MUL -> scaled(node, a, b);
      default -> NONE;
    };
  }

  private static long scaled(Node product, long a, long b) {
    if (product.source(1).isConst()) {
      return a * product.source(1).literal().bits();
    }
    return product.source(0).isConst() ? b * product.source(0).literal().bits() : NONE;
  }

  /** How far an index moves when a range moves by one, if that is always as far. */
  static OptionalLong along(Node range, Node index) {
    return new Strides(range).of(index);
  }

  /** True if the expression does not change with the range. */
  public boolean fixed(Node expression) {
    return of(expression).equals(OptionalLong.of(0));
  }
}
