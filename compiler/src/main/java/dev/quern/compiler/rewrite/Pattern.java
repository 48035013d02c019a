package dev.quern.compiler.rewrite;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The form of an expression with holes: the left side of a rule, and filled in the right side. */
public sealed interface Pattern {

  /**
   * A hole that any node fits, or any node of one of some ops; at each place the same node.
   *
   * @param index where a {@link Match} keeps the node
   */
  record Hole(String name, int index, Set<Op> ops) implements Pattern {
    public Hole {
      ops = ops.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(ops));
    }

    boolean admits(Op op) {
      return ops.isEmpty() || ops.contains(op);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A constant of this value in whatever dtype stands there; 0.0 and -0.0 differ. */
  record Value(double value) implements Pattern {
    boolean is(Literal literal) {
      return existsIn(literal.dtype()) && literal.equals(of(literal.dtype()));
    }

    /** Bool has 0 and 1, integers have no fractions and no -0.0. */
    private boolean existsIn(DType dtype) {
      boolean negativeZero = value == 0 && 1 / value < 0;
      return dtype.isFloat()
          || value == Math.rint(value)
              && !negativeZero
              && (dtype.isInteger() || value == 0 || value == 1);
    }

    Literal of(DType dtype) {
      return Literal.of(dtype, value);
    }

    @Override
    public String toString() {
      return value == Math.rint(value)
              && 1 / value != Double.NEGATIVE_INFINITY
              && Math.abs(value) < 1e9
          ? Long.toString((long) value)
          : Double.toString(value);
    }
  }

  /** An op over patterns. */
  record Apply(Op op, List<Pattern> sources) implements Pattern {
    public Apply {
      sources = List.copyOf(sources);
    }

    @Override
    public String toString() {
      String infix = Spelling.infix(op);
      if (!infix.isEmpty() && sources.size() == 2) {
        return inner(sources.get(0)) + " " + infix + " " + inner(sources.get(1));
      }
      return op.text()
          + sources.stream().map(Pattern::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String inner(Pattern source) {
      boolean nests = source instanceof Apply apply && !Spelling.infix(apply.op).isEmpty();
      return nests ? "(" + source + ")" : source.toString();
    }
  }

  /**
   * A node computed from what was matched; on the right side only.
   *
   * @param text what the rule prints, such as {@code const(c0 + c1)}
   * @param compute the node; the matched node itself says that the rule does not apply after all
   */
  record Computed(String text, Function<Match, Node> compute) implements Pattern {
    @Override
    public String toString() {
      return text;
    }
  }
}
