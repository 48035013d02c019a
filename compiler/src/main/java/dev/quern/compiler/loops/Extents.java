package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bounds of index expressions: of loop extents first of all. */
public final class Extents {
  private record Bounds(long min, long max) {
    static final Bounds ALL = new Bounds(Long.MIN_VALUE / 4, Long.MAX_VALUE / 4);

    Bounds {
      min = Math.max(min, Long.MIN_VALUE / 4);
      max = Math.min(max, Long.MAX_VALUE / 4);
    }
  }

  private Extents() {}

  /** The smallest value the expression can have, or less. */
  public static long min(Node expression) {
    return of(expression).min;
  }

  /** The largest value the expression can have, or more. */
  public static long max(Node expression) {
    return of(expression).max;
  }

  private static Bounds of(Node root) {
    if (root.isConst()) {
      return new Bounds(root.literal().integer(), root.literal().integer());
    }
    Map<Node, Bounds> known = new HashMap<>();
    Deque<Node> pending = new ArrayDeque<>(List.of(root));
    while (!pending.isEmpty()) {
      Node node = pending.peek();
      List<Node> missing =
          node.sources().stream().filter(source -> !known.containsKey(source)).toList();
      if (missing.isEmpty()) {
        known.put(pending.pop(), combine(node, known));
      } else {
        missing.forEach(pending::push);
      }
    }
    return known.get(root);
  }

  private static Bounds combine(Node node, Map<Node, Bounds> known) {
    if (!node.dtype().isInteger()) {
      return Bounds.ALL;
    }
    Bounds a = node.arity() > 0 ? known.get(node.source(0)) : Bounds.ALL;
    Bounds b = node.arity() > 1 ? known.get(node.source(1)) : Bounds.ALL;
    return switch (node.op()) {
      case CONST -> new Bounds(node.literal().integer(), node.literal().integer());
      case VAR -> variable(node);
      case RANGE -> new Bounds(0, Math.max(0, a.max - 1));
      case CAST, BROADCAST -> a;
      case RAMP -> ramp(a, (Arg.Ramp) node.arg());
      case ADD -> new Bounds(a.min + b.min, a.max + b.max);
      case SUB -> new Bounds(a.min - b.max, a.max - b.min);
      case MIN -> new Bounds(Math.min(a.min, b.min), Math.min(a.max, b.max));
      case MAX -> new Bounds(Math.max(a.min, b.min), Math.max(a.max, b.max));
      case MUL -> a.min >= 0 && b.min >= 0 ? product(a, b) : Bounds.ALL;
      case DIV -> a.min >= 0 && b.min >= 1 ? new Bounds(a.min / b.max, a.max / b.min) : Bounds.ALL;
      case MOD -> a.min >= 0 && b.min >= 1 ? new Bounds(0, Math.min(a.max, b.max - 1)) : Bounds.ALL;
      case WHERE -> choice(b, known.get(node.source(2)));
      default -> Bounds.ALL;
    };
  }

  private static Bounds ramp(Bounds first, Arg.Ramp ramp) {
    long last = ramp.stride() * (ramp.lanes() - 1);
    return new Bounds(first.min + Math.min(0, last), first.max + Math.max(0, last));
  }

  private static Bounds variable(Node node) {
    return node.arg() instanceof Arg.Symbol symbol
        ? new Bounds(symbol.variable().min(), symbol.variable().max())
        : Bounds.ALL;
  }

  private static Bounds product(Bounds a, Bounds b) {
    boolean small = Math.multiplyHigh(a.max, b.max) == 0 && a.max * b.max >= 0;
    return small ? new Bounds(a.min * b.min, a.max * b.max) : new Bounds(0, Bounds.ALL.max);
  }

  private static Bounds choice(Bounds a, Bounds b) {
    return new Bounds(Math.min(a.min, b.min), Math.max(a.max, b.max));
  }
}
