package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Turns an integer or bool expression, scalar or in vectors, into the interval that its values lie
 * in, from the extents of ranges and the bounds of variables. What it knows nothing about has its
 * dtype's bounds.
 */
public final class IntervalAnalysis {
  private final Map<Node, Interval> memo = new IdentityHashMap<>();

  /** The bounds of one expression. For many that share parts, keep a Bounds and ask it. */
  public static Interval of(Node node) {
    return new IntervalAnalysis().interval(node);
  }

  public Interval interval(Node root) {
    Interval known = memo.get(root);
    if (known != null) {
      return known;
    }
    Deque<Node> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      Node node = stack.peek();
      if (memo.containsKey(node)) {
        stack.pop();
      } else if (pushUnknownSources(node, stack)) {
        memo.put(node, compute(node));
        stack.pop();
      }
    }
    return memo.get(root);
  }

  /** True if integer arithmetic may have a mathematical result that its type does not hold. */
  public boolean mayWrap(Node node) {
    interval(node);
    return !result(node, Interval.of(node.dtype())).fits(node.dtype());
  }

  private boolean pushUnknownSources(Node node, Deque<Node> stack) {
    boolean ready = true;
    if (descends(node)) {
      for (Node source : node.sources()) {
        if (!memo.containsKey(source)) {
          stack.push(source);
          ready = false;
        }
      }
    }
    return ready;
  }

  private static boolean descends(Node node) {
    boolean known =
        switch (node.op()) {
          case RANGE, BROADCAST, RAMP -> true;
          default -> node.op().isElementwise();
        };
    return known && !node.dtype().isFloat();
  }

  private Interval compute(Node node) {
    Interval all = Interval.of(node.dtype());
    if (node.dtype().isFloat()) {
      return all;
    }
    Interval found = result(node, all);
    boolean wraps = node.dtype() == DType.INT32 && !found.fits(DType.INT32);
    return wraps ? all : found;
  }

  private Interval result(Node node, Interval all) {
    return switch (node.op()) {
      case CONST -> Interval.of(node.literal().bits());
      case VAR -> variable(node.arg());
      case IOTA -> new Interval(0, node.shape().max(((Arg.Axis) node.arg()).axis()) - 1L);
      case BROADCAST -> at(node, 0);
      case RAMP -> at(node, 0).plus(offsets((Arg.Ramp) node.arg()));
      case RANGE -> new Interval(0, Math.max(0, at(node, 0).max() - 1));
      case ADD -> at(node, 0).plus(at(node, 1));
      case SUB -> at(node, 0).plus(at(node, 1).times(-1));
      case NEG -> at(node, 0).times(-1);
      case MUL -> at(node, 0).times(at(node, 1));
      case DIV -> at(node, 1).min() > 0 ? at(node, 0).over(at(node, 1)) : all;
      case MOD -> at(node, 1).min() > 0 ? at(node, 0).modulo(at(node, 1)) : all;
      case MIN -> at(node, 0).min(at(node, 1));
      case MAX -> at(node, 0).max(at(node, 1));
      case WHERE -> at(node, 1).or(at(node, 2));
      case AND -> mask(at(node, 0), at(node, 1), all);
      case SHR, USHR -> at(node, 1).isOne() ? shifted(node) : all;
      case CAST -> cast(at(node, 0), node.source(0).dtype(), all);
      default -> all;
    };
  }

  private static Interval offsets(Arg.Ramp ramp) {
    long last = ramp.stride() * (ramp.lanes() - 1);
    return new Interval(Math.min(0, last), Math.max(0, last));
  }

  private Interval at(Node node, int source) {
    return memo.get(node.source(source));
  }

  private static Interval variable(Arg arg) {
    Variable variable =
        arg instanceof Arg.Symbol symbol ? symbol.variable() : ((Arg.Bound) arg).variable();
    return new Interval(variable.min(), variable.max());
  }

  private static Interval mask(Interval x, Interval y, Interval all) {
    if (x.min() < 0 && y.min() < 0) {
      return all;
    }
    long largest = x.min() < 0 ? y.max() : y.min() < 0 ? x.max() : Math.min(x.max(), y.max());
    return new Interval(0, largest);
  }

  private Interval shifted(Node node) {
    Interval value = at(node, 0);
    int count = (int) at(node, 1).min() & (node.dtype() == DType.INT32 ? 31 : 63);
    return node.op() == Op.USHR && value.min() < 0 && count > 0
        ? unsigned(node.dtype(), count)
        : new Interval(value.min() >> count, value.max() >> count);
  }

  private static Interval unsigned(DType dtype, int count) {
    return new Interval(0, dtype == DType.INT32 ? 0xffffffffL >>> count : -1L >>> count);
  }

  private static Interval cast(Interval value, DType from, Interval all) {
    boolean exact = !from.isFloat() && value.min() >= all.min() && value.max() <= all.max();
    return exact ? value : all;
  }
}
