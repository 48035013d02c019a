package dev.quern.compiler.ir;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The operations of graph and kernel, each with its meaning on scalars.
 *
 * <p>What the meaning of numbers is, for every device: floats are IEEE, and results that IEEE
 * leaves to the library (exp, log, ...) are within 2 ulp of the exact value; MAX and MIN give NaN
 * if either operand is NaN, and +0.0 is above -0.0; integers wrap; integer DIV and MOD truncate
 * toward zero as Java's do, and by zero they are an error where it can be known; shift counts are
 * taken modulo the width; a cast from float to integer truncates, saturates, and maps NaN to 0;
 * comparisons with NaN are false, but CMPNE true. A rewrite may change neither NaN-ness nor the
 * sign of zero.
 *
 * <p>The meanings are written once, in double for floats and long for integers; {@link
 * ScalarSemantics} rounds them to a dtype.
 */
public enum Op {
  // ---- leaves
  /** A storage in one version, or argument of a plan or kernel. */
  BUFFER(Group.LEAF, ArgKind.STORAGE, 0),
  /** One value for every element. */
  CONST(Group.LEAF, ArgKind.LITERAL, 0),
  /** A scalar given at launch. */
  VAR(Group.LEAF, ArgKind.SCALAR, 0),
  /** The position along an axis. */
  IOTA(Group.LEAF, ArgKind.AXIS, 0),

  // ---- movement: no arithmetic, only which element is read
  RESHAPE(Group.MOVEMENT, ArgKind.NONE, 1),
  PERMUTE(Group.MOVEMENT, ArgKind.AXES, 1),
  /** Repeats axes of size 1. */
  EXPAND(Group.MOVEMENT, ArgKind.NONE, 1),
  FLIP(Group.MOVEMENT, ArgKind.AXES, 1),
  SHRINK(Group.MOVEMENT, ArgKind.SHRINK, 1),
  PAD(Group.MOVEMENT, ArgKind.PAD, 1),
  WINDOW(Group.MOVEMENT, ArgKind.WINDOW, 1),
  CONCAT(Group.MOVEMENT, ArgKind.AXIS, 1, Flag.VARIADIC),

  // ---- elementwise, one source
  NEG(Cost.ARITHMETIC, a -> -a, a -> -a),
  /** Bitwise complement; of bool, the logical one. */
  NOT(Cost.ARITHMETIC, null, a -> ~a, Flag.BOOLS),
  ABS(Cost.ARITHMETIC, Math::abs, Math::abs),
  /** Square root, correctly rounded. */
  SQRT(Cost.DIVISION, Math::sqrt, null),
  EXP(Cost.TRANSCENDENTAL, Math::exp, null),
  LOG(Cost.TRANSCENDENTAL, Math::log, null),
  SIN(Cost.TRANSCENDENTAL, Math::sin, null),
  COS(Cost.TRANSCENDENTAL, Math::cos, null),
  TANH(Cost.TRANSCENDENTAL, Math::tanh, null),
  /** The error function. */
  ERF(Cost.TRANSCENDENTAL, Special::erf, null),
  /** Toward negative infinity. */
  FLOOR(Cost.ARITHMETIC, Math::floor, null),
  /** Conversion of the value to the node's dtype. */
  CAST(Cost.ARITHMETIC, 1, Flag.FLOATS, Flag.INTEGERS, Flag.BOOLS),
  /** The same bits as another dtype of the same width. */
  BITCAST(Cost.ARITHMETIC, 1, Flag.FLOATS, Flag.INTEGERS),

  // ---- elementwise, two sources
  ADD(Cost.ARITHMETIC, (a, b) -> a + b, (a, b) -> a + b, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  SUB(Cost.ARITHMETIC, (a, b) -> a - b, (a, b) -> a - b),
  MUL(Cost.ARITHMETIC, (a, b) -> a * b, (a, b) -> a * b, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  DIV(Cost.DIVISION, (a, b) -> a / b, (a, b) -> a / b),
  /** The remainder with the sign of the dividend. */
  MOD(Cost.DIVISION, (a, b) -> a % b, (a, b) -> a % b),
  MAX(Cost.ARITHMETIC, Math::max, Math::max, Flag.BOOLS, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  MIN(Cost.ARITHMETIC, Math::min, Math::min, Flag.BOOLS, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  /** IEEE's pow: 1 to any power is 1, and so is -1 to an infinite one, which Java's is not. */
  POW(Cost.TRANSCENDENTAL, Special::pow, null),
  AND(Cost.ARITHMETIC, null, (a, b) -> a & b, Flag.BOOLS, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  OR(Cost.ARITHMETIC, null, (a, b) -> a | b, Flag.BOOLS, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  XOR(Cost.ARITHMETIC, null, (a, b) -> a ^ b, Flag.BOOLS, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  SHL(Cost.ARITHMETIC, 2, Flag.INTEGERS),
  /** Shift right, sign filled. */
  SHR(Cost.ARITHMETIC, 2, Flag.INTEGERS),
  /** Shift right, zero filled. */
  USHR(Cost.ARITHMETIC, 2, Flag.INTEGERS),
  CMPLT(Cost.ARITHMETIC, (a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0, Flag.COMPARISON),
  CMPEQ(
      Cost.ARITHMETIC,
      (a, b) -> a == b ? 1 : 0,
      (a, b) -> a == b ? 1 : 0,
      Flag.BOOLS,
      Flag.COMPARISON,
      Flag.COMMUTATIVE),
  CMPNE(
      Cost.ARITHMETIC,
      (a, b) -> a != b ? 1 : 0,
      (a, b) -> a != b ? 1 : 0,
      Flag.BOOLS,
      Flag.COMPARISON,
      Flag.COMMUTATIVE),

  // ---- elementwise, three sources
  /** {@code condition ? a : b}. */
  WHERE(Cost.ARITHMETIC, 3, Flag.FLOATS, Flag.INTEGERS, Flag.BOOLS),
  /** {@code a * b + c}, rounded once. */
  FMA(Cost.ARITHMETIC, 3, Flag.FLOATS),

  // ---- structured
  /** Combines the elements along axes; in a kernel, over ranges. */
  REDUCE(Group.STRUCTURED, ArgKind.REDUCE, 1, Flag.VARIADIC),
  /** {@code GATHER(x, index)} along an axis: the index's shape replaces the axis. */
  GATHER(Group.STRUCTURED, ArgKind.AXIS, 2),
  /** {@code SCATTER_ADD(base, index, updates)}: the adjoint of GATHER, added in ascending order. */
  SCATTER_ADD(Group.STRUCTURED, ArgKind.AXIS, 3),
  /** {@code RANDOM(stream)}: 32 uniform bits an element, a function of stream and flat index. */
  RANDOM(Group.STRUCTURED, ArgKind.NONE, 1),
  /** The value itself, stored. */
  CONTIGUOUS(Group.STRUCTURED, ArgKind.OPTIONAL_ID, 1),
  /** The value itself, a hint that it had better not be stored. */
  INLINE(Group.STRUCTURED, ArgKind.NONE, 1),
  /** The value itself. Without argument gradients do not pass; a Mark's owner says what they do. */
  DETACH(Group.STRUCTURED, ArgKind.OPTIONAL_ID, 1),
  /** {@code ASSIGN(target, value)}: the target's storage in its next version. */
  ASSIGN(Group.STRUCTURED, ArgKind.NONE, 2),

  // ---- kernels only
  /** A loop variable from 0 to its source, exclusive. */
  RANGE(Group.KERNEL, ArgKind.ID, 1),
  /** An array of the kernel's own. */
  LOCAL(Group.KERNEL, ArgKind.ID, 0),
  /** {@code LOAD(buffer, index[, gate])}: 0 where the gate is false. */
  LOAD(Group.KERNEL, ArgKind.NONE, 2, Flag.GATED),
  /** {@code STORE(buffer, index, value[, gate])}. */
  STORE(Group.KERNEL, ArgKind.NONE, 3, Flag.GATED),
  /** {@code RAMP(first)}: lane i of a vector is {@code first + i * stride}. */
  RAMP(Group.KERNEL, ArgKind.RAMP, 1),
  /** {@code BROADCAST(x)}: a vector with the scalar x in all lanes. */
  BROADCAST(Group.KERNEL, ArgKind.LANES, 1),
  /** {@code FOLD(vector)}: its lanes combined in a tree, lane i of n with lane i + n/2. */
  FOLD(Group.KERNEL, ArgKind.FOLD, 1),
  /** A scalar or vector that UPDATEs change, with its initial value. */
  ACC(Group.KERNEL, ArgKind.ACCUMULATOR, 1),
  /**
   * {@code UPDATE(acc, value)} combines by the accumulator's kind; a vector of fewer lanes than the
   * accumulator's with the first of them.
   */
  UPDATE(Group.KERNEL, ArgKind.NONE, 2),
  /** {@code LOOP(range, statement...)}, whose range takes steps of its argument. */
  LOOP(Group.KERNEL, ArgKind.OPTIONAL_STEP, 1, Flag.VARIADIC),
  /** {@code BLOCK(statement...)}: a loop in vectors with what comes before and after it. */
  BLOCK(Group.KERNEL, ArgKind.NONE, 0, Flag.VARIADIC),
  /** {@code SEGMENT(grid range..., statement...)}: its grid rows are shared out in chunks. */
  SEGMENT(Group.KERNEL, ArgKind.TITLE, 0, Flag.VARIADIC),
  /** {@code CONTRACTION(packA, packB, store)}: segments around a template's micro-kernel. */
  CONTRACTION(Group.KERNEL, ArgKind.CONTRACTION, 3, Flag.VARIADIC),
  /** Segments that may run at the same time. */
  PHASE(Group.KERNEL, ArgKind.TITLE, 0, Flag.VARIADIC),
  /** Phases, one after the other. */
  KERNEL(Group.KERNEL, ArgKind.TITLE, 0, Flag.VARIADIC);

  /** What kind of thing an op is. */
  public enum Group {
    LEAF,
    MOVEMENT,
    ELEMENTWISE,
    STRUCTURED,
    KERNEL
  }

  /** What one evaluation of an elementwise op costs, roughly. */
  public enum Cost {
    ARITHMETIC,
    /** Not pipelined by processors. */
    DIVISION,
    /** Exact on no device: replaced by a polynomial before it is rendered. */
    TRANSCENDENTAL
  }

  private enum Flag {
    /** May have any number of further sources. */
    VARIADIC,
    /** May have a gate as last source. */
    GATED,
    FLOATS,
    INTEGERS,
    BOOLS,
    COMMUTATIVE,
    ASSOCIATIVE,
    COMPARISON
  }

  /** The meaning of a unary op. */
  public interface RealUnary {
    double of(double a);
  }

  /** The meaning of a unary op on integers. */
  public interface IntegerUnary {
    long of(long a);
  }

  /** The meaning of a binary op. */
  public interface RealBinary {
    double of(double a, double b);
  }

  /** The meaning of a binary op on integers. */
  public interface IntegerBinary {
    long of(long a, long b);
  }

  private final Group group;
  private final ArgKind argument;
  private final int arity;
  private final Optional<Cost> cost;
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  final RealUnary realUnary;
  final IntegerUnary integerUnary;
  final RealBinary realBinary;
  final IntegerBinary integerBinary;

  /** An op that is not elementwise. */
  Op(Group group, ArgKind argument, int arity, Flag... flags) {
    this.group = group;
    this.argument = argument;
    this.arity = arity;
    this.cost = Optional.empty();
    this.flags.addAll(List.of(flags));
    this.realUnary = null;
    this.integerUnary = null;
    this.realBinary = null;
    this.integerBinary = null;
  }

  /** An elementwise op whose meaning {@link ScalarSemantics} has. */
  Op(Cost cost, int arity, Flag... flags) {
    this(cost, arity, null, null, null, null, flags);
  }

  Op(Cost cost, RealUnary real, IntegerUnary integer, Flag... flags) {
    this(cost, 1, real, integer, null, null, flags);
  }

  Op(Cost cost, RealBinary real, IntegerBinary integer, Flag... flags) {
    this(cost, 2, null, null, real, integer, flags);
  }

  Op(
      Cost cost,
      int arity,
      RealUnary realUnary,
      IntegerUnary integerUnary,
      RealBinary realBinary,
      IntegerBinary integerBinary,
      Flag... flags) {
    this.group = Group.ELEMENTWISE;
    this.argument = ArgKind.NONE;
    this.arity = arity;
    this.cost = Optional.of(cost);
    this.realUnary = realUnary;
    this.integerUnary = integerUnary;
    this.realBinary = realBinary;
    this.integerBinary = integerBinary;
    this.flags.addAll(List.of(flags));
  }

  public Group group() {
    return group;
  }

  public boolean isElementwise() {
    return group == Group.ELEMENTWISE;
  }

  public boolean isMovement() {
    return group == Group.MOVEMENT;
  }

  public boolean isLeaf() {
    return group == Group.LEAF;
  }

  public boolean commutes() {
    return flags.contains(Flag.COMMUTATIVE);
  }

  public boolean associates() {
    return flags.contains(Flag.ASSOCIATIVE);
  }

  /** True if the result is bool whatever the operands' type. */
  public boolean isComparison() {
    return flags.contains(Flag.COMPARISON);
  }

  /** True if the op has a meaning on floats. */
  public boolean takesFloats() {
    return realUnary != null || realBinary != null || flags.contains(Flag.FLOATS);
  }

  /** True if the op has a meaning on integers. */
  public boolean takesIntegers() {
    return integerUnary != null || integerBinary != null || flags.contains(Flag.INTEGERS);
  }

  /** True if the op has a meaning on bools. */
  public boolean takesBools() {
    return flags.contains(Flag.BOOLS);
  }

  /** What an elementwise op costs; empty for others. */
  public Optional<Cost> cost() {
    return cost;
  }

  /** True of elementwise ops that no device computes exactly. */
  public boolean isTranscendental() {
    return cost.equals(Optional.of(Cost.TRANSCENDENTAL));
  }

  /** The sources that the op has at least; an elementwise op has no more. */
  public int arity() {
    return arity;
  }

  /** The sources that the op has at most. */
  public int mostSources() {
    return flags.contains(Flag.VARIADIC)
        ? Integer.MAX_VALUE
        : arity + (flags.contains(Flag.GATED) ? 1 : 0);
  }

  /** What the op carries beside its sources. */
  public ArgKind argument() {
    return argument;
  }

  /** The name in the textual form. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The op with the given textual name. */
  public static Op parse(String text) {
    for (Op op : values()) {
      if (op.text().equals(text)) {
        return op;
      }
    }
    throw new IllegalArgumentException("no op is called '" + text + "'");
  }

  /** The value that a REDUCE of this kind starts from. */
  public Arg.Literal identity(DType dtype) {
    double lowest = Double.NEGATIVE_INFINITY;
    return switch (this) {
      case ADD, OR, XOR -> Arg.Literal.of(dtype, 0L);
      case MUL -> Arg.Literal.of(dtype, 1L);
      case AND -> Arg.Literal.of(dtype, dtype.isBool() ? 1L : -1L);
      case MAX -> dtype.isFloat() ? Arg.Literal.of(dtype, lowest) : extreme(dtype, false);
      case MIN -> dtype.isFloat() ? Arg.Literal.of(dtype, -lowest) : extreme(dtype, true);
      default -> throw new IllegalArgumentException(text() + " is no reduction");
    };
  }

  private static Arg.Literal extreme(DType dtype, boolean largest) {
    return switch (dtype) {
      case BOOL -> Arg.Literal.of(dtype, largest ? 1L : 0L);
      case INT32 -> Arg.Literal.of(dtype, (long) (largest ? Integer.MAX_VALUE : Integer.MIN_VALUE));
      case INT64 -> Arg.Literal.of(dtype, largest ? Long.MAX_VALUE : Long.MIN_VALUE);
      default -> throw new IllegalArgumentException(dtype + " has infinities");
    };
  }
}
