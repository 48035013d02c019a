package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Variable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides from bounds which integer operations may overflow, so that the others read as plain
 * arithmetic. What only addresses memory cannot overflow where it is used.
 */
final class Overflow {
  private final Map<Node, Bounds> bounds = new HashMap<>();
  private final Set<Node> overflowing = new HashSet<>();
  private final Set<Node> addresses;

  private record Bounds(double least, double most) {
    boolean fits(DType dtype) {
      Bounds all = of(dtype);
      return least >= all.least && most <= all.most;
    }

    static Bounds of(DType dtype) {
      return switch (dtype) {
        case BOOL -> new Bounds(0, 1);
        case INT32 -> new Bounds(Integer.MIN_VALUE, Integer.MAX_VALUE);
        default -> new Bounds(-0x1p62, 0x1p62); // within what a double counts safely
      };
    }
  }

  /**
   * @param order every node of the segment after its sources
   * @param addresses nodes that serve for nothing but addressing
   */
  Overflow(List<Node> order, Set<Node> addresses) {
    this.addresses = addresses;
    for (Node node : order) {
      if (node.dtype().isInteger()) {
        Bounds exact = exact(node);
        bounds.put(node, exact.fits(node.dtype()) ? exact : Bounds.of(node.dtype()));
        if (!exact.fits(node.dtype())) {
          overflowing.add(node);
        }
      }
    }
  }

  boolean mayOccur(Node node) {
    return overflowing.contains(node) && !addresses.contains(node);
  }

  private Bounds exact(Node node) {
    return switch (node.op()) {
      case CONST -> new Bounds(node.literal().bits(), node.literal().bits());
      case RANGE -> new Bounds(0, Math.max(0, of(node.source(0)).most - 1));
      case VAR -> variable(((Arg.Symbol) node.arg()).variable(), node.dtype());
      case ADD, SUB, MUL -> arithmetic(node.op(), of(node.source(0)), of(node.source(1)));
      case DIV, MOD -> division(node.op(), of(node.source(0)), of(node.source(1)));
      case BROADCAST -> of(node.source(0));
      case RAMP -> ramp(of(node.source(0)), (Arg.Ramp) node.arg());
      case CAST -> node.source(0).dtype().isFloat() ? Bounds.of(node.dtype()) : of(node.source(0));
      default -> Bounds.of(node.dtype());
    };
  }

  private Bounds of(Node node) {
    return bounds.getOrDefault(node, Bounds.of(node.dtype()));
  }

  private static Bounds ramp(Bounds first, Arg.Ramp ramp) {
    double last = (double) ramp.stride() * (ramp.lanes() - 1);
    return new Bounds(first.least + Math.min(0, last), first.most + Math.max(0, last));
  }

  private static Bounds variable(Variable variable, DType dtype) {
    Bounds given = new Bounds(variable.min(), variable.max());
    return given.fits(dtype) ? given : Bounds.of(dtype);
  }

  private static Bounds arithmetic(Op op, Bounds a, Bounds b) {
    return switch (op) {
      case ADD -> new Bounds(a.least + b.least, a.most + b.most);
      case SUB -> new Bounds(a.least - b.most, a.most - b.least);
      default -> {
        double[] corners = {a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most};
        Arrays.sort(corners);
        yield new Bounds(corners[0], corners[3]);
      }
    };
  }

  /** Of a dividend that is not negative by a positive divisor. */
  private static Bounds division(Op op, Bounds a, Bounds b) {
    if (a.least < 0 || b.least < 1) {
      return new Bounds(-0x1p62, 0x1p62);
    }
    return op == Op.DIV
        ? new Bounds(0, Math.floor(a.most / b.least))
        : new Bounds(0, Math.min(a.most, b.most - 1));
  }
}
