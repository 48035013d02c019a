package dev.quern.compiler.simplify;

import static dev.quern.compiler.rewrite.Patterns.abs;
import static dev.quern.compiler.rewrite.Patterns.add;
import static dev.quern.compiler.rewrite.Patterns.and;
import static dev.quern.compiler.rewrite.Patterns.apply;
import static dev.quern.compiler.rewrite.Patterns.bool;
import static dev.quern.compiler.rewrite.Patterns.c0;
import static dev.quern.compiler.rewrite.Patterns.c1;
import static dev.quern.compiler.rewrite.Patterns.c2;
import static dev.quern.compiler.rewrite.Patterns.cast;
import static dev.quern.compiler.rewrite.Patterns.computed;
import static dev.quern.compiler.rewrite.Patterns.con;
import static dev.quern.compiler.rewrite.Patterns.div;
import static dev.quern.compiler.rewrite.Patterns.floating;
import static dev.quern.compiler.rewrite.Patterns.fold;
import static dev.quern.compiler.rewrite.Patterns.integer;
import static dev.quern.compiler.rewrite.Patterns.max;
import static dev.quern.compiler.rewrite.Patterns.min;
import static dev.quern.compiler.rewrite.Patterns.mul;
import static dev.quern.compiler.rewrite.Patterns.neg;
import static dev.quern.compiler.rewrite.Patterns.node;
import static dev.quern.compiler.rewrite.Patterns.not;
import static dev.quern.compiler.rewrite.Patterns.or;
import static dev.quern.compiler.rewrite.Patterns.sub;
import static dev.quern.compiler.rewrite.Patterns.w;
import static dev.quern.compiler.rewrite.Patterns.when;
import static dev.quern.compiler.rewrite.Patterns.where;
import static dev.quern.compiler.rewrite.Patterns.x;
import static dev.quern.compiler.rewrite.Patterns.xor;
import static dev.quern.compiler.rewrite.Patterns.y;
import static dev.quern.compiler.rewrite.Patterns.z;
import static dev.quern.compiler.rewrite.Rule.rule;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.rewrite.Condition;
import dev.quern.compiler.rewrite.Pattern;
import dev.quern.compiler.rewrite.Pattern.Hole;
import dev.quern.compiler.rewrite.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules of elementwise arithmetic. They hold for tensors and for scalars in kernels alike, and
 * to the bit: on floats there is no x + 0 -> x (it makes +0 of -0) and no x * 0 -> 0 (NaN,
 * infinity).
 */
public final class Algebra {
  private Algebra() {}

  /** {@code 1 / c0} of a power of two. */
  private static final Pattern RECIPROCAL =
      computed("const(1 / c0)", match -> match.get(c0).like(1 / match.value(c0).real()));

  private static final Hole INNER_CAST = node("cast(x)", 6, Op.CAST);
  private static final Pattern CAST_AT_ONCE =
      computed(
          "cast(x)", match -> Nodes.cast(match.get(INNER_CAST).source(0), match.root().dtype()));

  /** Folding of every op that is exact; the others fold once they are expanded into such. */
  static final List<Rule> CONSTANTS =
      Stream.of(Op.values())
          .filter(op -> op.isElementwise() && !Transcendentals.expands(op))
          .map(Algebra::folding)
          .toList();

  static final List<Rule> SUMS =
      List.of(
          rule("add zero", add(x, con(0)), x, integer(x)),
          rule("add negative zero", add(x, con(-0.0)), x),
          rule("subtract zero", sub(x, con(0)), x),
          rule("subtract from zero", sub(con(0), x), neg(x), integer(x)),
          rule("subtract from negative zero", sub(con(-0.0), x), neg(x)),
          rule("subtract itself", sub(x, x), con(0), integer(x)),
          rule("add negative", add(x, neg(y)), sub(x, y)),
          rule("subtract negative", sub(x, neg(y)), add(x, y)),
          rule("negative twice", neg(neg(x)), x),
          rule("negative difference", neg(sub(x, y)), sub(y, x), integer(x)),
          rule("subtract constant", sub(x, c0), add(x, fold(Op.NEG, c0)), integer(x)),
          rule("add constants", add(add(x, c0), c1), add(x, fold(Op.ADD, c0, c1)), integer(x)),
          rule(
              "add constant last",
              add(add(x, c0), y),
              add(add(x, y), c0),
              integer(x).and(variable(y))));

  static final List<Rule> PRODUCTS =
      List.of(
          rule("times one", mul(x, con(1)), x),
          rule("times minus one", mul(x, con(-1)), neg(x)),
          rule("times zero", mul(x, con(0)), con(0), integer(x)),
          rule("times negative", mul(x, neg(y)), neg(mul(x, y))),
          rule("negative product", neg(mul(x, c0)), mul(x, fold(Op.NEG, c0))),
          rule("divide by one", div(x, con(1)), x),
          rule("divide by minus one", div(x, con(-1)), neg(x)),
          rule("divide by power of two", div(x, c0), mul(x, RECIPROCAL), exactReciprocal()),
          rule("modulo one", apply(Op.MOD, x, con(1)), con(0), integer(x)),
          rule("multiply constants", mul(mul(x, c0), c1), mul(x, fold(Op.MUL, c0, c1)), integer(x)),
          rule(
              "multiply constant last",
              mul(mul(x, c0), y),
              mul(mul(x, y), c0),
              integer(x).and(variable(y))),
          rule("fma times one", apply(Op.FMA, x, con(1), y), add(x, y)),
          rule("fma add negative zero", apply(Op.FMA, x, y, con(-0.0)), mul(x, y)),
          rule("absolute twice", abs(abs(x)), abs(x)),
          rule("absolute negative", abs(neg(x)), abs(x)),
          rule("absolute square", abs(mul(x, x)), mul(x, x), floating(x)),
          rule("power one", apply(Op.POW, x, con(1)), x),
          rule("floor twice", floor(floor(x)), floor(x)));

  static final List<Rule> EXTREMES =
      List.of(
          rule("maximum itself", max(x, x), x),
          rule("minimum itself", min(x, x), x),
          rule("maximum lowest", max(x, c0), x, isIdentity(Op.MAX)),
          rule("minimum highest", min(x, c0), x, isIdentity(Op.MIN)),
          rule("maximum constants", max(max(x, c0), c1), max(x, fold(Op.MAX, c0, c1))),
          rule("minimum constants", min(min(x, c0), c1), min(x, fold(Op.MIN, c0, c1))),
          rule("maximum again", max(max(x, y), y), max(x, y)),
          rule("minimum again", min(min(x, y), y), min(x, y)));

  static final List<Rule> LOGIC =
      List.of(
          rule("and itself", and(x, x), x),
          rule("or itself", or(x, x), x),
          rule("xor itself", xor(x, x), con(0)),
          rule("and all", and(x, c0), x, isIdentity(Op.AND)),
          rule("and none", and(x, con(0)), con(0)),
          rule("or none", or(x, con(0)), x),
          rule("or all", or(x, c0), c0, isIdentity(Op.AND)),
          rule("xor none", xor(x, con(0)), x),
          rule("xor all", xor(x, c0), not(x), isIdentity(Op.AND)),
          rule("not twice", not(not(x)), x),
          rule("and constants", and(and(x, c0), c1), and(x, fold(Op.AND, c0, c1))),
          rule("or constants", or(or(x, c0), c1), or(x, fold(Op.OR, c0, c1))),
          rule("xor constants", xor(xor(x, c0), c1), xor(x, fold(Op.XOR, c0, c1))),
          rule("and again", and(and(x, y), y), and(x, y)),
          rule("or again", or(or(x, y), y), or(x, y)),
          rule("shift left by none", apply(Op.SHL, x, con(0)), x),
          rule("shift right by none", apply(Op.SHR, x, con(0)), x),
          rule("unsigned shift by none", apply(Op.USHR, x, con(0)), x));

  static final List<Rule> COMPARISONS =
      List.of(
          rule("less than itself", apply(Op.CMPLT, x, x), con(0)),
          rule("equal to itself", apply(Op.CMPEQ, x, x), con(1), exact(x)),
          rule("differs from itself", apply(Op.CMPNE, x, x), con(0), exact(x)),
          rule("not equal", not(apply(Op.CMPEQ, x, y)), apply(Op.CMPNE, x, y)),
          rule("not different", not(apply(Op.CMPNE, x, y)), apply(Op.CMPEQ, x, y)),
          rule("equals true", apply(Op.CMPEQ, x, con(1)), x, bool(x)),
          rule("equals false", apply(Op.CMPEQ, x, con(0)), not(x), bool(x)),
          rule("differs from true", apply(Op.CMPNE, x, con(1)), not(x), bool(x)),
          rule("differs from false", apply(Op.CMPNE, x, con(0)), x, bool(x)));

  static final List<Rule> CHOICES =
      List.of(
          rule("where true", where(con(1), x, y), x),
          rule("where false", where(con(0), x, y), y),
          rule("where same", where(x, y, y), y),
          rule("where not", where(not(x), y, z), where(x, z, y)),
          rule("where is condition", where(x, con(1), con(0)), x, boolResult()),
          rule("where is opposite", where(x, con(0), con(1)), not(x), boolResult()),
          rule("where within true", where(x, where(x, y, z), w), where(x, y, w)),
          rule("where within false", where(x, y, where(x, z, w)), where(x, y, w)),
          rule("where both", where(x, where(y, z, w), w), where(and(x, y), z, w)));

  static final List<Rule> CONVERSIONS =
      List.of(
          rule("cast through wider", cast(INNER_CAST), CAST_AT_ONCE, isExact()),
          rule("bitcast twice", apply(Op.BITCAST, apply(Op.BITCAST, x)), apply(Op.BITCAST, x)),
          rule(
              "cast a choice of constants",
              cast(where(x, c0, c1)),
              where(x, fold(Op.CAST, c0), fold(Op.CAST, c1))));

  /** All of them. */
  public static final List<Rule> RULES =
      Stream.of(CONSTANTS, SUMS, PRODUCTS, EXTREMES, LOGIC, COMPARISONS, CHOICES, CONVERSIONS)
          .flatMap(List::stream)
          .toList();

  private static Rule folding(Op op) {
    Hole[] all = {c0, c1, c2};
    Hole[] holes = Arrays.copyOf(all, op.arity());
    Condition defined =
        when(
            "not divided by zero",
            match -> match.root().dtype().isFloat() || match.value(c1).bits() != 0);
    boolean divides = op == Op.DIV || op == Op.MOD;
    return rule(
        "fold " + op.text(),
        apply(op, holes),
        fold(op, holes),
        divides ? defined : Condition.ALWAYS);
  }

  private static Condition variable(Hole hole) {
    return when(hole + " not constant", match -> !match.get(hole).isConst());
  }

  private static Condition exact(Hole hole) {
    return when(hole + " no float", match -> !match.dtype(hole).isFloat());
  }

  private static Condition boolResult() {
    return when("values bool", match -> match.root().dtype().isBool());
  }

  private static Condition isIdentity(Op kind) {
    return when(
        "c0 " + kind.text() + "'s identity",
        match -> match.value(c0).equals(kind.identity(match.dtype(c0))));
  }

  /** Division and multiplication then round the same real number. */
  private static Condition exactReciprocal() {
    return when(
        "c0 a power of two whose reciprocal exists",
        match -> {
          Literal divisor = match.value(c0);
          if (!divisor.dtype().isFloat()) {
            return false;
          }
          Literal reciprocal = Literal.of(divisor.dtype(), 1 / divisor.real());
          double exponent = Math.getExponent(divisor.real());
          boolean power = Math.abs(divisor.real()) == Math.scalb(1.0, (int) exponent);
          return power && reciprocal.real() * divisor.real() == 1;
        });
  }

  private static Condition isExact() {
    return when(
        "the first cast is exact",
        match -> holdsAll(match.get(INNER_CAST).source(0).dtype(), match.dtype(INNER_CAST)));
  }

  /** True if the wider type has every value of the narrower. */
  private static boolean holdsAll(DType narrower, DType wider) {
    return switch (narrower) {
      case BOOL -> true;
      case INT32 -> wider == DType.INT64 || wider == DType.FLOAT64;
      case FLOAT32 -> wider == DType.FLOAT64;
      case INT64, FLOAT64 -> false;
    };
  }

  private static Pattern floor(Pattern a) {
    return apply(Op.FLOOR, a);
  }
}
