package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import java.util.function.DoubleBinaryOperator;

/**
 * Turns bounds of a scalar op's operands into the bound of its result: how far a device that rounds
 * each op as it may can be from the reference, to first order (Higham, Accuracy and Stability of
 * Numerical Algorithms, chapter 3).
 *
 * <p>To what the operands' bounds become it adds the roundings of both sides: half an ulp each
 * where the op is rounded correctly, two ulp more where the library is free. A result that is exact
 * for exact operands has no bound, so programs over small integers are compared bit for bit. An
 * infinite bound says that nothing is known: near a singularity, a threshold, or overflow.
 */
final class ErrorBounds {
  /** Half an ulp of the device's and half of the reference's. */
  private static final double CORRECT = 1;

  /** Two of the device's, one of the reference's. */
  private static final double LIBRARY = 3;

  /** The reference's series is good to a few ulp in double. */
  private static final double SERIES = 16;

  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;

  private ErrorBounds() {}

  /** Of {@code v = op(a)}. */
  static double unary(Op op, DType dtype, double a, double ba, double v) {
    if (!Double.isFinite(v)) {
      return certain(
          (x, y) -> ScalarSemantics.realUnary(op).applyAsDouble(x),
          dtype,
          v,
          new double[] {a, ba, 0, 0});
    }
    double spread = ba == 0 ? 0 : unarySpread(op, a, ba, v);
    return rounded(spread, spread == 0 && isExact(op, a, 0, v) ? 0 : ulps(op, dtype), dtype, v);
  }

  /** Of {@code v = op(a, b)}. */
  static double binary(Op op, DType dtype, double a, double ba, double b, double bb, double v) {
    if (op == Op.POW && bb != 0 && a - ba < 0) {
      return Double.POSITIVE_INFINITY; // NaN, unless the exponent is whole
    }
    if (!Double.isFinite(v)) {
      return certain(ScalarSemantics.realBinary(op), dtype, v, new double[] {a, ba, b, bb});
    }
    double spread = ba == 0 && bb == 0 ? 0 : binarySpread(op, a, ba, b, bb, v);
    return rounded(spread, spread == 0 && isExact(op, a, b, v) ? 0 : ulps(op, dtype), dtype, v);
  }

  /** Of a sum of three roundings: {@code v = a * b + c}, where the product's spread is known. */
  static double fma(DType dtype, double product, double spread, double c, double bc, double v) {
    if (!Double.isFinite(v)) {
      return spread == 0 && bc == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return rounded(spread + bc, CORRECT, dtype, v);
  }

  /** {@code |a * b|}'s spread. */
  static double product(double a, double ba, double b, double bb) {
    double spread = ba == 0 && bb == 0 ? 0 : Math.abs(a) * bb + Math.abs(b) * ba + ba * bb;
    return Double.isNaN(spread) ? Double.POSITIVE_INFINITY : spread; // zero times anything
  }

  /** 1 if the comparison could come out otherwise, else 0. */
  static double comparison(double a, double ba, double b, double bb) {
    return (ba != 0 || bb != 0) && !(Math.abs(a - b) > ba + bb) ? 1 : 0;
  }

  /**
   * The bound of a value that has {@code spread} and is rounded to {@code dtype}, {@code ulps} off.
   */
  static double rounded(double spread, double ulps, DType dtype, double v) {
    double bound = ulps == 0 ? spread : spread + ulps * ulp(dtype, v);
    return bound == 0 ? 0 : finite(bound, dtype, v);
  }

  /** Infinity if the bound reaches overflow or is none. */
  static double finite(double bound, DType dtype, double v) {
    return Math.abs(v) + bound <= largest(dtype) ? bound : Double.POSITIVE_INFINITY;
  }

  static double largest(DType dtype) {
    return dtype == DType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
  }

  static double ulp(DType dtype, double v) {
    return dtype == DType.FLOAT32 ? Math.ulp((float) v) : Math.ulp(v);
  }

  /** Zero if a result that is not finite is the same at all ends of the operands' intervals. */
  private static double certain(DoubleBinaryOperator op, DType dtype, double v, double[] operands) {
    double a = operands[0];
    double b = operands[2];
    if (Double.isInfinite(operands[1]) || Double.isInfinite(operands[3])) {
      return Double.POSITIVE_INFINITY;
    }
    for (int corner = 0; corner < 4; corner++) {
      double x = operands[1] == 0 ? a : a + ((corner & 1) == 0 ? operands[1] : -operands[1]);
      double y = operands[3] == 0 ? b : b + ((corner & 2) == 0 ? operands[3] : -operands[3]);
      if (Double.compare(ScalarSemantics.round(dtype, op.applyAsDouble(x, y)), v) != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return 0;
  }

  private static double ulps(Op op, DType dtype) {
    return switch (op) {
      case NEG, ABS, FLOOR, MAX, MIN, MOD -> 0;
      case ERF -> dtype == DType.FLOAT64 ? SERIES : LIBRARY;
      default -> op.isTranscendental() ? LIBRARY : CORRECT;
    };
  }

  /** True if no rounding took place, so that whoever computes it finds this value. */
  private static boolean isExact(Op op, double a, double b, double v) {
    return switch (op) {
      case ADD -> isSum(a, b, v);
      case SUB -> isSum(a, -b, v);
      case MUL -> a * b == v && Math.fma(a, b, -v) == 0;
      case DIV -> v * b == a && Math.fma(v, b, -a) == 0;
      case SQRT -> v * v == a && Math.fma(v, v, -a) == 0;
      default -> false;
    };
  }

  /** Knuth's TwoSum: what a sum in double loses. */
  private static boolean isSum(double a, double b, double v) {
    double sum = a + b;
    double part = sum - a;
    return sum == v && (a - (sum - part)) + (b - part) == 0;
  }

  private static double unarySpread(Op op, double a, double ba, double v) {
    return switch (op) {
      case NEG, ABS -> ba;
      case SQRT -> ba >= a ? Math.sqrt(a + ba) : ba / (v + Math.sqrt(a - ba));
      case EXP -> v * Math.expm1(ba);
      case LOG -> ba >= a ? Double.POSITIVE_INFINITY : -Math.log1p(-ba / a);
      case SIN, COS -> Double.isInfinite(ba) ? ba : Math.min(ba, 2); // of infinity it is NaN
      case TANH -> Math.min(ba, ba * (1 - v * v) + ba * ba);
      case ERF -> TWO_OVER_SQRT_PI * Math.min(ba, ba * Math.exp(-a * a) + ba * ba);
      case FLOOR -> Math.floor(a + ba) - Math.floor(a - ba);
      default -> throw new AssertionError("no bound is known of " + op);
    };
  }

  private static double binarySpread(Op op, double a, double ba, double b, double bb, double v) {
    return switch (op) {
      case ADD, SUB -> ba + bb;
      case MUL -> product(a, ba, b, bb);
      case DIV ->
          bb >= Math.abs(b)
              ? Double.POSITIVE_INFINITY
              : (ba + Math.abs(v) * bb) / (Math.abs(b) - bb);
      case MAX -> extreme(a, ba, b, bb);
      case MIN -> extreme(-a, ba, -b, bb);
      case MOD -> remainder(a, ba, b, bb);
      case POW -> power(a, ba, b, bb, v);
      default -> throw new AssertionError("no bound is known of " + op);
    };
  }

  private static double extreme(double a, double ba, double b, double bb) {
    if (a - ba > b + bb) {
      return ba;
    }
    return b - bb > a + ba ? bb : Math.max(ba, bb);
  }

  private static double remainder(double a, double ba, double b, double bb) {
    double least = whole((Math.abs(a) - ba) / (Math.abs(b) + bb));
    double most = whole((Math.abs(a) + ba) / (Math.abs(b) - bb));
    boolean steady = bb < Math.abs(b) && ba <= Math.abs(a) && least == most;
    return steady ? ba + most * bb : Double.POSITIVE_INFINITY;
  }

  private static double whole(double quotient) {
    return Math.floor(quotient);
  }

  private static double power(double a, double ba, double b, double bb, double v) {
    boolean wholeExponent = bb == 0 && b == Math.rint(b);
    if (ba < Math.abs(a) && (a > 0 || wholeExponent)) {
      double relative = Math.abs(b) * -Math.log1p(-ba / Math.abs(a));
      return Math.abs(v) * Math.expm1(relative + Math.abs(Math.log(Math.abs(a))) * bb);
    }
    return bb == 0 && b > 0 && (a >= 0 || wholeExponent)
        ? Math.pow(Math.abs(a) + ba, b)
        : Double.POSITIVE_INFINITY;
  }
}
