package dev.quern.compiler.ir;

import dev.quern.compiler.ir.Arg.Literal;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Evaluates an elementwise op on literals exactly as the op defines it for the dtype. */
public final class ScalarSemantics {
  private ScalarSemantics() {}

  /**
   * The value of {@code op} with a result of {@code dtype}.
   *
   * @throws ArithmeticException on integer division by zero
   */
  public static Literal evaluate(Op op, DType dtype, Literal... in) {
    return switch (op) {
      case CAST -> cast(dtype, in[0]);
      case BITCAST ->
          new Literal(
              dtype,
              dtype.bytes() == 4 && dtype.isInteger()
                  ? (int) in[0].bits()
                  : dtype.bytes() == 4 ? in[0].bits() & 0xffffffffL : in[0].bits());
      case WHERE -> in[0].bits() != 0 ? in[1] : in[2];
      case FMA -> fma(dtype, in);
      case SHL, SHR, USHR -> shift(op, dtype, in[0].bits(), (int) in[1].bits());
      default -> in[0].dtype().isFloat() ? real(op, dtype, in) : integer(op, dtype, in);
    };
  }

  private static Literal real(Op op, DType dtype, Literal[] in) {
    if (op.realUnary != null) {
      return Literal.of(dtype, op.realUnary.of(in[0].real()));
    }
    // One double operation rounded to float equals the float operation: 53 >= 2 * 24 + 2 bits.
    return Literal.of(dtype, op.realBinary.of(in[0].real(), in[1].real()));
  }

  private static Literal integer(Op op, DType dtype, Literal[] in) {
    if (op.integerUnary != null) {
      long value = op.integerUnary.of(in[0].bits());
      return Literal.of(
          dtype, op == Op.NOT && dtype.isBool() ? value & 1 : wrapped(op, dtype, value));
    }
    return Literal.of(dtype, op.integerBinary.of(in[0].bits(), in[1].bits()));
  }

  private static long wrapped(Op op, DType dtype, long value) {
    return dtype == DType.INT32 ? (int) value : value;
  }

  private static Literal fma(DType dtype, Literal[] in) {
    return dtype == DType.FLOAT32
        ? Literal.of(
            dtype,
            (double) Math.fma((float) in[0].real(), (float) in[1].real(), (float) in[2].real()))
        : Literal.of(dtype, Math.fma(in[0].real(), in[1].real(), in[2].real()));
  }

  private static Literal shift(Op op, DType dtype, long value, int count) {
    boolean narrow = dtype == DType.INT32;
    return Literal.of(
        dtype,
        switch (op) {
          case SHL -> narrow ? (int) value << count : value << count;
          case SHR -> narrow ? (int) value >> count : value >> count;
          default -> narrow ? (int) value >>> count : value >>> count;
        });
  }

  private static Literal cast(DType dtype, Literal in) {
    if (!in.dtype().isFloat()) {
      if (dtype == DType.FLOAT32) {
        return Literal.of(dtype, (double) (float) in.bits());
      }
      return Literal.of(dtype, in.bits());
    }
    return switch (dtype) {
      case BOOL -> Literal.of(dtype, in.real() != 0 ? 1L : 0L);
      case INT32 -> Literal.of(dtype, (long) (int) in.real());
      case INT64 -> Literal.of(dtype, (long) in.real());
      case FLOAT32, FLOAT64 -> Literal.of(dtype, in.real());
    };
  }

  // ---- the same for loops over arrays

  /** A unary op on floats, before {@link #round}. */
  public static DoubleUnaryOperator realUnary(Op op) {
    return op.realUnary::of;
  }

  /** A binary op on floats, before {@link #round}; a comparison gives 0 or 1. */
  public static DoubleBinaryOperator realBinary(Op op) {
    return op.realBinary::of;
  }

  /** A unary op on integers or bools of this dtype. */
  public static LongUnaryOperator integerUnary(Op op, DType dtype) {
    Op.IntegerUnary meaning = op.integerUnary;
    return switch (dtype) {
      case BOOL -> a -> meaning.of(a) & 1;
      case INT32 -> a -> (int) meaning.of(a);
      default -> meaning::of;
    };
  }

  /** A binary op on integers or bools of this dtype. */
  public static LongBinaryOperator integerBinary(Op op, DType dtype) {
    Op.IntegerBinary meaning = op.integerBinary;
    return switch (op) {
      case SHL, SHR, USHR -> (a, b) -> shift(op, dtype, a, (int) b).bits();
      default -> dtype == DType.INT32 ? (a, b) -> (int) meaning.of(a, b) : meaning::of;
    };
  }

  /** The value that a result of this dtype has. */
  public static double round(DType dtype, double value) {
    return dtype == DType.FLOAT32 ? (float) value : value;
  }
}
