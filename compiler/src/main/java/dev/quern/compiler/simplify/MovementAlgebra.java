package dev.quern.compiler.simplify;

import static dev.quern.compiler.rewrite.Patterns.add;
import static dev.quern.compiler.rewrite.Patterns.apply;
import static dev.quern.compiler.rewrite.Patterns.c0;
import static dev.quern.compiler.rewrite.Patterns.computed;
import static dev.quern.compiler.rewrite.Patterns.node;
import static dev.quern.compiler.rewrite.Patterns.x;
import static dev.quern.compiler.rewrite.Patterns.y;
import static dev.quern.compiler.rewrite.Rule.rule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.rewrite.Pattern;
import dev.quern.compiler.rewrite.Pattern.Hole;
import dev.quern.compiler.rewrite.Rule;
import java.util.List;
import java.util.stream.Stream;

/** The rules of movement, of what it does to constants, and of reductions over what was moved. */
public final class MovementAlgebra {
  private MovementAlgebra() {}

  private static final Hole REDUCTION = node("reduce(x)", 6, Op.REDUCE);
  private static final Hole INNER = node("inner(x)", 7, Op.REDUCE);
  private static final Hole JOINED = node("concat(x...)", 6, Op.CONCAT);
  private static final Hole PIECE = node("p", 6, Op.PAD, Op.CONCAT);
  private static final Hole OTHER = node("q", 7, Op.PAD, Op.CONCAT);
  private static final Hole ELEMENTWISE =
      node("f(x...)", 6, Stream.of(Op.values()).filter(Op::isElementwise).toArray(Op[]::new));

  /** Movement of movement. */
  static final List<Rule> COMPOSITIONS =
      List.of(
          rule("reshape twice", twice(Op.RESHAPE), apply(Op.RESHAPE, x)),
          rule("expand twice", twice(Op.EXPAND), apply(Op.EXPAND, x)),
          rule(
              "permute twice",
              twice(Op.PERMUTE),
              computed("permute(x)", match -> Movements.permuteTwice(match.root()))),
          rule(
              "flip twice",
              twice(Op.FLIP),
              computed("flip(x)", match -> Movements.flipTwice(match.root()))),
          rule(
              "shrink twice",
              twice(Op.SHRINK),
              computed("shrink(x)", match -> Movements.shrinkTwice(match.root()))),
          rule(
              "pad twice",
              twice(Op.PAD),
              computed("pad(x) if the fills are equal", match -> Movements.padTwice(match.root()))),
          rule(
              "concat in concat",
              JOINED,
              computed("concat(x..., y...)", match -> Slices.flattened(match.root()))),
          rule(
              "shrink of expand",
              apply(Op.SHRINK, apply(Op.EXPAND, x)),
              computed("expand(shrink(x))", match -> Movements.shrinkExpand(match.root()))),
          rule(
              "shrink of pad",
              apply(Op.SHRINK, apply(Op.PAD, x)),
              computed("pad(shrink(x))", match -> Slices.shrinkPad(match.root()))),
          rule(
              "shrink of concat",
              apply(Op.SHRINK, JOINED),
              computed("concat(shrink(x)...)", match -> Slices.shrinkConcat(match.root()))),
          rule(
              "contiguous twice",
              apply(Op.CONTIGUOUS, apply(Op.CONTIGUOUS, x)),
              apply(Op.CONTIGUOUS, x)));

  /** Movement of constants, and arithmetic on what is repeated. */
  static final List<Rule> CONSTANTS =
      Stream.concat(
              Stream.of(Op.RESHAPE, Op.PERMUTE, Op.EXPAND, Op.FLIP, Op.SHRINK, Op.WINDOW)
                  .map(MovementAlgebra::ofConstant),
              Stream.of(
                  rule(
                      "pad a constant",
                      apply(Op.PAD, c0),
                      computed(
                          "c0 if it is the fill", match -> Movements.padConstant(match.root()))),
                  rule(
                      "concat of constants",
                      JOINED,
                      computed(
                          "c0 if all parts are", match -> Movements.concatConstant(match.root()))),
                  rule(
                      "arithmetic on the repeated",
                      ELEMENTWISE,
                      computed(
                          "expand(f(y...)) if each x is expand(y) or constant",
                          match -> Movements.sinkExpand(match.root())))))
          .toList();

  /** Reductions of what is the same along an axis. */
  static final List<Rule> REDUCTIONS =
      List.of(
          rule(
                  "reduce axes of size one",
                  REDUCTION,
                  computed("reduce(reshape(x))", match -> ReductionRules.withoutOnes(match.root())))
              .losingSignOfZero(),
          rule(
              "reduce a constant",
              apply(Op.REDUCE, c0),
              computed("const if it is exact", match -> ReductionRules.ofConstant(match.root()))),
          rule(
              "reduce the repeated",
              apply(Op.REDUCE, apply(Op.EXPAND, x)),
              computed(
                  "reduce(x), times its repetitions",
                  match -> ReductionRules.ofExpand(match.root()))),
          rule(
              "reduce twice",
              apply(Op.REDUCE, INNER),
              computed(
                  "reduce(x) if the order can't matter",
                  match -> ReductionRules.twice(match.root()))),
          rule(
                  "sum of padded",
                  apply(Op.REDUCE, apply(Op.PAD, x)),
                  computed(
                      "pad(reduce(x)) if the fill is 0",
                      match -> ReductionRules.ofPad(match.root())))
              .losingSignOfZero());

  /**
   * Sums of slices that do not overlap, as the gradients of the parts of a tensor make them. An
   * element was a sum with +0 before and is none after: the sign of a zero may change.
   */
  static final List<Rule> SLICES =
      List.of(
          rule(
                  "sum of slices",
                  add(PIECE, OTHER),
                  computed(
                      "concat if they don't overlap",
                      match ->
                          Slices.joined(match.get(PIECE), match.get(OTHER)).orElse(match.root())))
              .losingSignOfZero(),
          rule(
                  "sum and slices",
                  add(add(y, PIECE), OTHER),
                  computed(
                      "y + concat if p and q don't overlap",
                      match ->
                          Slices.joined(match.get(PIECE), match.get(OTHER))
                              .map(joined -> match.get(y).plus(joined))
                              .orElse(match.root())))
              .losingSignOfZero());

  /** All of them. */
  public static final List<Rule> RULES =
      Stream.of(COMPOSITIONS, CONSTANTS, REDUCTIONS, SLICES).flatMap(List::stream).toList();

  /** What only the frontend needs: a graph that is compiled is not differentiated any more. */
  public static final List<Rule> LOWERING = List.of(rule("detach", apply(Op.DETACH, x), x));

  private static Pattern twice(Op op) {
    return apply(op, apply(op, x));
  }

  private static Rule ofConstant(Op op) {
    return rule(
        op.text() + " a constant",
        apply(op, c0),
        computed(
            "c0",
            match -> Nodes.constant(match.root().shape(), (Arg.Literal) match.get(c0).arg())));
  }
}
