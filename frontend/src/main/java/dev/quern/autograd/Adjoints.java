package dev.quern.autograd;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;

/** The gradient of each primitive op: one line an op, one node a source. */
final class Adjoints {
  private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

  private Adjoints() {}

  /** The gradient of source {@code i} of {@code y}, given {@code y}'s gradient {@code g}. */
  static Node of(Node y, int i, Node g) {
    Node x = y.source(i);
    return switch (y.op()) {
      case RESHAPE -> Nodes.reshape(g, x.shape());
      case PERMUTE -> Nodes.permute(g, ReduceAdjoints.inverse(((Arg.Axes) y.arg()).axes()));
      case EXPAND -> MovementAdjoints.sumOfRepeats(g, x.shape());
      case FLIP -> Nodes.flip(g, ((Arg.Axes) y.arg()).axes());
      case SHRINK -> MovementAdjoints.amongZeros(g, (Arg.Shrink) y.arg(), x.shape());
      case PAD -> MovementAdjoints.part(g, ((Arg.Pad) y.arg()).before(), x.shape());
      case CONCAT -> MovementAdjoints.part(g, MovementAdjoints.offset(y, i), x.shape());
      case WINDOW -> Windows.adjoint(g, (Arg.Window) y.arg(), x.shape());

      case NEG -> negative(g);
      case ABS -> Nodes.where(x.lessThan(zero(x)), negative(g), Nodes.where(isZero(x), zero(g), g));
      case SQRT -> g.over(y.plus(y));
      case EXP -> g.times(y);
      case LOG -> g.over(x);
      case SIN -> g.times(Nodes.unary(Op.COS, x));
      case COS -> negative(g.times(Nodes.unary(Op.SIN, x)));
      case TANH -> g.times(y.like(1.0).minus(y.times(y)));
      case ERF ->
          g.times(x.like(TWO_OVER_ROOT_PI)).times(Nodes.unary(Op.EXP, negative(x.times(x))));
      case CAST -> Nodes.cast(g, x.dtype());

      case ADD -> g;
      case SUB -> i == 0 ? g : negative(g);
      case MUL -> g.times(y.source(1 - i));
      case DIV -> i == 0 ? g.over(y.source(1)) : negative(g.times(y.over(x)));
      case MOD -> i == 0 ? g : negative(g.times(y.source(0).minus(y).over(x)));
      case MAX -> larger(y.source(1 - i), x, g);
      case MIN -> larger(x, y.source(1 - i), g);
      case POW -> i == 0 ? powerOfBase(y, g) : powerOfExponent(y, g);
      case WHERE ->
          i == 1 ? Nodes.where(y.source(0), g, zero(g)) : Nodes.where(y.source(0), zero(g), g);
      case FMA -> i == 2 ? g : g.times(y.source(1 - i));

      case REDUCE -> ReduceAdjoints.of(y, g);
      case GATHER -> Nodes.scatterAdd(zero(x), y.source(1), g, axis(y));
      case SCATTER_ADD -> i == 0 ? g : Nodes.gather(g, y.source(1), axis(y));
      case CONTIGUOUS, INLINE, DETACH -> g;
      case ASSIGN -> i == 1 ? g : zero(g);

      // Steps: the derivative is zero wherever there is one.
      case FLOOR, BITCAST -> zero(x);

      case BUFFER,
          CONST,
          VAR,
          IOTA,
          RANDOM,
          NOT,
          AND,
          OR,
          XOR,
          SHL,
          SHR,
          USHR,
          CMPLT,
          CMPEQ,
          CMPNE ->
          throw new AssertionError("autograd: " + y + " has no gradient to pass on");
      case RANGE,
          LOCAL,
          LOAD,
          STORE,
          ACC,
          UPDATE,
          RAMP,
          BROADCAST,
          FOLD,
          BLOCK,
          LOOP,
          SEGMENT,
          CONTRACTION,
          PHASE,
          KERNEL ->
          throw new AssertionError("autograd: " + y + " belongs into a kernel");
    };
  }

  /**
   * The gradient of {@code b} in max(a, b), of {@code a} in min(a, b): half of it where they tie.
   */
  private static Node larger(Node a, Node b, Node g) {
    Node half = g.times(g.like(0.5));
    return Nodes.where(a.lessThan(b), g, Nodes.where(Nodes.binary(Op.CMPEQ, a, b), half, zero(g)));
  }

  /** {@code b * a^(b-1)}, and 0 where b is 0, even if a is 0 too. */
  private static Node powerOfBase(Node y, Node g) {
    Node a = y.source(0);
    Node b = y.source(1);
    Node slope = b.times(Nodes.binary(Op.POW, a, b.minus(b.like(1.0))));
    return Nodes.where(isZero(b), zero(g), g.times(slope));
  }

  /** {@code a^b * log(a)}, and 0 where a is 0 and b is not negative. */
  private static Node powerOfExponent(Node y, Node g) {
    Node a = y.source(0);
    Node b = y.source(1);
    Node flat = isZero(a).and(Nodes.unary(Op.NOT, b.lessThan(zero(b))));
    return Nodes.where(flat, zero(g), g.times(y.times(Nodes.unary(Op.LOG, a))));
  }

  static Node negative(Node x) {
    return Nodes.unary(Op.NEG, x);
  }

  static Node zero(Node x) {
    return x.like(0.0);
  }

  static Node isZero(Node x) {
    return Nodes.binary(Op.CMPEQ, x, zero(x));
  }

  static Node truth(Node condition, DType dtype) {
    return Nodes.cast(condition, dtype);
  }

  private static int axis(Node y) {
    return ((Arg.Axis) y.arg()).axis();
  }
}
