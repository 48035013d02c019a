package dev.quern.compiler.ir;

import java.util.EnumSet;
import java.util.Locale;
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
 * <p>The meanings are written once, in double for floats and long for integers; {@link Scalars}
 * rounds them to a dtype.
 */
public enum Op {
  // ---- leaves
  /** A storage in one version, or argument of a plan or kernel. */
  BUFFER(Group.LEAF),
  /** One value for every element. */
  CONST(Group.LEAF),
  /** A scalar given at launch. */
  VAR(Group.LEAF),
  /** The position along an axis. */
  IOTA(Group.LEAF),

  // ---- movement: no arithmetic, only which element is read
  RESHAPE(Group.MOVEMENT),
  PERMUTE(Group.MOVEMENT),
  /** Repeats axes of size 1. */
  EXPAND(Group.MOVEMENT),
  FLIP(Group.MOVEMENT),
  SHRINK(Group.MOVEMENT),
  PAD(Group.MOVEMENT),
  WINDOW(Group.MOVEMENT),
  CONCAT(Group.MOVEMENT),

  // ---- elementwise, one source
  NEG(a -> -a, a -> -a),
  /** Bitwise complement; of bool, the logical one. */
  NOT(null, a -> ~a),
  ABS(Math::abs, Math::abs),
  /** Square root, correctly rounded. */
  SQRT(Math::sqrt, null),
  EXP(Math::exp, null),
  LOG(Math::log, null),
  SIN(Math::sin, null),
  COS(Math::cos, null),
  TANH(Math::tanh, null),
  /** The error function. */
  ERF(Special::erf, null),
  /** Toward negative infinity. */
  FLOOR(Math::floor, null),
  /** Conversion of the value to the node's dtype. */
  CAST(Group.ELEMENTWISE),
  /** The same bits as another dtype of the same width. */
  BITCAST(Group.ELEMENTWISE),

  // ---- elementwise, two sources
  ADD((a, b) -> a + b, (a, b) -> a + b, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  SUB((a, b) -> a - b, (a, b) -> a - b),
  MUL((a, b) -> a * b, (a, b) -> a * b, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  DIV((a, b) -> a / b, (a, b) -> a / b),
  /** The remainder with the sign of the dividend. */
  MOD((a, b) -> a % b, (a, b) -> a % b),
  MAX(Math::max, Math::max, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  MIN(Math::min, Math::min, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  /** IEEE's pow: 1 to any power is 1, and so is -1 to an infinite one, which Java's is not. */
  POW(Special::pow, null),
  AND(null, (a, b) -> a & b, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  OR(null, (a, b) -> a | b, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  XOR(null, (a, b) -> a ^ b, Flag.COMMUTATIVE, Flag.ASSOCIATIVE),
  SHL(Group.ELEMENTWISE, Flag.BINARY),
  /** Shift right, sign filled. */
  SHR(Group.ELEMENTWISE, Flag.BINARY),
  /** Shift right, zero filled. */
  USHR(Group.ELEMENTWISE, Flag.BINARY),
  CMPLT((a, b) -> a < b ? 1 : 0, (a, b) -> a < b ? 1 : 0, Flag.COMPARISON),
  CMPEQ((a, b) -> a == b ? 1 : 0, (a, b) -> a == b ? 1 : 0, Flag.COMPARISON, Flag.COMMUTATIVE),
  CMPNE((a, b) -> a != b ? 1 : 0, (a, b) -> a != b ? 1 : 0, Flag.COMPARISON, Flag.COMMUTATIVE),

  // ---- elementwise, three sources
  /** {@code condition ? a : b}. */
  WHERE(Group.ELEMENTWISE, Flag.TERNARY),
  /** {@code a * b + c}, rounded once. */
  FMA(Group.ELEMENTWISE, Flag.TERNARY),

  // ---- structured
  /** Combines the elements along axes; in a kernel, over ranges. */
  REDUCE(Group.STRUCTURED),
  /** {@code GATHER(x, index)} along an axis: the index's shape replaces the axis. */
  GATHER(Group.STRUCTURED),
  /** {@code SCATTER_ADD(base, index, updates)}: the adjoint of GATHER, added in ascending order. */
  SCATTER_ADD(Group.STRUCTURED),
  /** {@code RANDOM(stream)}: 32 uniform bits an element, a function of stream and flat index. */
  RANDOM(Group.STRUCTURED),
  /** The value itself, stored. */
  CONTIGUOUS(Group.STRUCTURED),
  /** The value itself, a hint that it had better not be stored. */
  INLINE(Group.STRUCTURED),
  /** The value itself. Without argument gradients do not pass; a Mark's owner says what they do. */
  DETACH(Group.STRUCTURED),
  /** {@code ASSIGN(target, value)}: the target's storage in its next version. */
  ASSIGN(Group.STRUCTURED),

  // ---- kernels only
  /** A loop variable from 0 to its source, exclusive. */
  RANGE(Group.KERNEL),
  /** An array of the kernel's own. */
  LOCAL(Group.KERNEL),
  /** {@code LOAD(buffer, index[, gate])}: 0 where the gate is false. */
  LOAD(Group.KERNEL),
  /** {@code STORE(buffer, index, value[, gate])}. */
  STORE(Group.KERNEL),
  /** {@code RAMP(first)}: lane i of a vector is {@code first + i * stride}. */
  RAMP(Group.KERNEL),
  /** {@code BROADCAST(x)}: a vector with the scalar x in all lanes. */
  BROADCAST(Group.KERNEL),
  /** {@code FOLD(vector)}: its lanes combined in a tree, lane i of n with lane i + n/2. */
  FOLD(Group.KERNEL),
  /** A scalar or vector that UPDATEs change, with its initial value. */
  ACC(Group.KERNEL),
  /**
   * {@code UPDATE(acc, value)} combines by the accumulator's kind; a vector of fewer lanes than the
   * accumulator's with the first of them.
   */
  UPDATE(Group.KERNEL),
  /** {@code LOOP(range, statement...)}, whose range takes steps of its argument. */
  LOOP(Group.KERNEL),
  /** {@code BLOCK(statement...)}: a loop in vectors with what comes before and after it. */
  BLOCK(Group.KERNEL),
  /** {@code SEGMENT(grid range..., statement...)}: its grid rows are shared out in chunks. */
  SEGMENT(Group.KERNEL),
  /** {@code CONTRACTION(packA, packB, store)}: segments around a template's micro-kernel. */
  CONTRACTION(Group.KERNEL),
  /** Segments that may run at the same time. */
  PHASE(Group.KERNEL),
  /** Phases, one after the other. */
  KERNEL(Group.KERNEL);

  /** What kind of thing an op is. */
  public enum Group {
    LEAF,
    MOVEMENT,
    ELEMENTWISE,
    STRUCTURED,
    KERNEL
  }

  private enum Flag {
    UNARY,
    BINARY,
    TERNARY,
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
  private final Set<Flag> flags;
  final RealUnary realUnary;
  final IntegerUnary integerUnary;
  final RealBinary realBinary;
  final IntegerBinary integerBinary;

  Op(Group group, Flag... flags) {
    this(group, null, null, null, null, flags);
  }

  Op(RealUnary real, IntegerUnary integer) {
    this(Group.ELEMENTWISE, real, integer, null, null, Flag.UNARY);
  }

  Op(RealBinary real, IntegerBinary integer, Flag... flags) {
    this(Group.ELEMENTWISE, null, null, real, integer, flags);
  }

  Op(
      Group group,
      RealUnary realUnary,
      IntegerUnary integerUnary,
      RealBinary realBinary,
      IntegerBinary integerBinary,
      Flag... flags) {
    this.group = group;
    this.realUnary = realUnary;
    this.integerUnary = integerUnary;
    this.realBinary = realBinary;
    this.integerBinary = integerBinary;
    this.flags = EnumSet.noneOf(Flag.class);
    this.flags.addAll(Set.of(flags));
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
    return switch (this) {
      case CAST, BITCAST, WHERE, FMA -> true;
      default -> realUnary != null || realBinary != null;
    };
  }

  /** True if the op has a meaning on integers. */
  public boolean takesIntegers() {
    return switch (this) {
      case CAST, BITCAST, WHERE, SHL, SHR, USHR -> true;
      default -> integerUnary != null || integerBinary != null;
    };
  }

  /** Sources of an elementwise op. */
  public int arity() {
    return switch (this) {
      case CAST, BITCAST -> 1;
      case WHERE, FMA -> 3;
      default -> realUnary != null || integerUnary != null ? 1 : 2;
    };
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
