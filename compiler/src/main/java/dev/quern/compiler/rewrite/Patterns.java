package dev.quern.compiler.rewrite;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.rewrite.Pattern.Apply;
import dev.quern.compiler.rewrite.Pattern.Hole;
import dev.quern.compiler.rewrite.Pattern.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The words that rules are written in; to be imported statically. */
public final class Patterns {
  private Patterns() {}

  public static final Hole x = new Hole("x", 0, Set.of());
  public static final Hole y = new Hole("y", 1, Set.of());
  public static final Hole z = new Hole("z", 2, Set.of());
  public static final Hole w = new Hole("w", 8, Set.of());
  public static final Hole c0 = new Hole("c0", 3, Set.of(Op.CONST));
  public static final Hole c1 = new Hole("c1", 4, Set.of(Op.CONST));
  public static final Hole c2 = new Hole("c2", 5, Set.of(Op.CONST));

  /** A hole for a node of one of these ops, whatever its sources; {@code index} is 6 or 7. */
  public static Hole node(String name, int index, Op... ops) {
    return new Hole(name, index, Set.of(ops));
  }

  public static Value con(double value) {
    return new Value(value);
  }

  public static Apply apply(Op op, Pattern... sources) {
    return new Apply(op, List.of(sources));
  }

  public static Apply add(Pattern a, Pattern b) {
    return apply(Op.ADD, a, b);
  }

  public static Apply sub(Pattern a, Pattern b) {
    return apply(Op.SUB, a, b);
  }

  public static Apply mul(Pattern a, Pattern b) {
    return apply(Op.MUL, a, b);
  }

  public static Apply div(Pattern a, Pattern b) {
    return apply(Op.DIV, a, b);
  }

  public static Apply neg(Pattern a) {
    return apply(Op.NEG, a);
  }

  public static Apply not(Pattern a) {
    return apply(Op.NOT, a);
  }

  public static Apply abs(Pattern a) {
    return apply(Op.ABS, a);
  }

  public static Apply and(Pattern a, Pattern b) {
    return apply(Op.AND, a, b);
  }

  public static Apply or(Pattern a, Pattern b) {
    return apply(Op.OR, a, b);
  }

  public static Apply xor(Pattern a, Pattern b) {
    return apply(Op.XOR, a, b);
  }

  public static Apply min(Pattern a, Pattern b) {
    return apply(Op.MIN, a, b);
  }

  public static Apply max(Pattern a, Pattern b) {
    return apply(Op.MAX, a, b);
  }

  public static Apply where(Pattern condition, Pattern a, Pattern b) {
    return apply(Op.WHERE, condition, a, b);
  }

  public static Apply cast(Pattern a) {
    return apply(Op.CAST, a);
  }

  /** A constant computed from matched ones by the op's own meaning. */
  public static Pattern fold(Op op, Hole... holes) {
    String text = new Apply(op, List.<Pattern>of(holes)).toString();
    return computed("const(" + text + ")", match -> folded(op, match, holes));
  }

  private static Node folded(Op op, Match match, Hole... holes) {
    Literal[] in = Arrays.stream(holes).map(match::value).toArray(Literal[]::new);
    DType dtype =
        switch (op) {
          case CAST, BITCAST -> match.root().dtype();
          default -> op.isComparison() ? DType.BOOL : in[in.length - 1].dtype();
        };
    return Nodes.constant(match.get(holes[0]).shape(), ScalarSemantics.evaluate(op, dtype, in));
  }

  /** A node computed from a match; the root itself says that the rule does not apply. */
  public static Pattern computed(String text, Function<Match, Node> compute) {
    return new Pattern.Computed(text, compute);
  }

  public static Condition when(String text, Predicate<Match> predicate) {
    return new Condition(text, predicate);
  }

  public static Condition integer(Hole... holes) {
    return when(
        names(holes) + " integer",
        match -> Arrays.stream(holes).allMatch(hole -> match.dtype(hole).isInteger()));
  }

  public static Condition bool(Hole hole) {
    return when(hole + " bool", match -> match.dtype(hole).isBool());
  }

  public static Condition floating(Hole hole) {
    return when(hole + " float", match -> match.dtype(hole).isFloat());
  }

  private static String names(Hole... holes) {
    return Arrays.stream(holes).map(Hole::toString).collect(Collectors.joining(", "));
  }
}
