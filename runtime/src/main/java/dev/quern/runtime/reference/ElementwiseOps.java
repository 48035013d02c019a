package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/** Turns the sources of an elementwise op, in row-major order, into its values and bounds. */
final class ElementwiseOps {
  private ElementwiseOps() {}

  static StridedArray of(Node node, List<StridedArray> sources) {
    List<StridedArray> x = sources.stream().map(StridedArray::dense).toList();
    boolean real = x.get(0).dtype.isFloat();
    return switch (node.op()) {
      case CAST -> Casts.cast(x.get(0), node.dtype());
      case BITCAST -> Casts.bitcast(x.get(0), node.dtype());
      case WHERE -> where(x.get(0), x.get(1), x.get(2));
      case FMA -> fma(x.get(0), x.get(1), x.get(2));
      default -> {
        if (x.size() == 1) {
          yield real ? realUnary(node.op(), x.get(0)) : integerUnary(node.op(), x.get(0));
        } else if (real) {
          yield node.op().isComparison()
              ? comparison(node.op(), x.get(0), x.get(1))
              : realBinary(node.op(), x.get(0), x.get(1));
        }
        yield integerBinary(node, x.get(0), x.get(1));
      }
    };
  }

  private static StridedArray realUnary(Op op, StridedArray a) {
    DoubleUnaryOperator meaning = ScalarSemantics.realUnary(op);
    double[] values = new double[a.reals.length];
    double[] bounds = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double v = ScalarSemantics.round(a.dtype, meaning.applyAsDouble(a.reals[i]));
      values[i] = v;
      bounds[i] = ErrorBounds.unary(op, a.dtype, a.reals[i], a.bound(i), v);
    }
    return StridedArray.reals(a.dtype, a.sizes, values, bounds);
  }

  private static StridedArray realBinary(Op op, StridedArray a, StridedArray b) {
    DoubleBinaryOperator meaning = ScalarSemantics.realBinary(op);
    double[] values = new double[a.reals.length];
    double[] bounds = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double v = ScalarSemantics.round(a.dtype, meaning.applyAsDouble(a.reals[i], b.reals[i]));
      values[i] = v;
      bounds[i] =
          ErrorBounds.binary(op, a.dtype, a.reals[i], a.bound(i), b.reals[i], b.bound(i), v);
    }
    return StridedArray.reals(a.dtype, a.sizes, values, bounds);
  }

  private static StridedArray comparison(Op op, StridedArray a, StridedArray b) {
    DoubleBinaryOperator meaning = ScalarSemantics.realBinary(op);
    long[] values = new long[a.reals.length];
    double[] bounds = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (long) meaning.applyAsDouble(a.reals[i], b.reals[i]);
      bounds[i] = ErrorBounds.comparison(a.reals[i], a.bound(i), b.reals[i], b.bound(i));
    }
    return StridedArray.integers(DType.BOOL, a.sizes, values, bounds);
  }

  private static StridedArray fma(StridedArray a, StridedArray b, StridedArray c) {
    double[] values = new double[a.reals.length];
    double[] bounds = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double x = a.reals[i];
      double y = b.reals[i];
      double z = c.reals[i];
      values[i] =
          a.dtype == DType.FLOAT32 ? Math.fma((float) x, (float) y, (float) z) : Math.fma(x, y, z);
      double spread = ErrorBounds.product(x, a.bound(i), y, b.bound(i));
      boolean exact = spread == 0 && c.bound(i) == 0 && isExact(x, y, z, values[i]);
      bounds[i] = exact ? 0 : ErrorBounds.fma(a.dtype, x * y, spread, z, c.bound(i), values[i]);
    }
    return StridedArray.reals(a.dtype, a.sizes, values, bounds);
  }

  private static boolean isExact(double x, double y, double z, double v) {
    double product = x * y;
    return Math.fma(x, y, -product) == 0
        && product + z == v
        && ErrorBounds.binary(Op.ADD, DType.FLOAT64, product, 0, z, 0, v) == 0;
  }

  private static StridedArray where(StridedArray condition, StridedArray a, StridedArray b) {
    StridedArray chosen = StridedArray.allocate(a.dtype, a.sizes, true);
    double[] bounds = new double[a.count()];
    for (int i = 0; i < bounds.length; i++) {
      StridedArray taken = condition.integers[i] != 0 ? a : b;
      StridedArray left = taken == a ? b : a;
      bounds[i] = taken.bound(i);
      if (a.dtype.isFloat()) {
        chosen.reals[i] = taken.reals[i];
      } else {
        chosen.integers[i] = taken.integers[i];
      }
      if (condition.bound(i) != 0) {
        bounds[i] = Math.max(bounds[i], distance(taken, left, i) + left.bound(i));
      }
    }
    return a.dtype.isFloat()
        ? StridedArray.reals(a.dtype, a.sizes, chosen.reals, bounds)
        : StridedArray.integers(a.dtype, a.sizes, chosen.integers, bounds);
  }

  private static double distance(StridedArray a, StridedArray b, int i) {
    if (!a.dtype.isFloat()) {
      return Math.abs((double) a.integers[i] - b.integers[i]);
    }
    double distance = Math.abs(a.reals[i] - b.reals[i]);
    boolean same = Double.compare(a.reals[i], b.reals[i]) == 0;
    return same ? 0 : Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
  }

  private static StridedArray integerUnary(Op op, StridedArray a) {
    LongUnaryOperator meaning = ScalarSemantics.integerUnary(op, a.dtype);
    long[] values = new long[a.integers.length];
    double[] bounds = new double[a.isExact() ? 0 : values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = meaning.applyAsLong(a.integers[i]);
      if (bounds.length > 0) {
        bounds[i] =
            a.bound(i) == 0 || a.dtype.isBool() || op != Op.NOT
                ? a.bound(i)
                : Double.POSITIVE_INFINITY;
      }
    }
    return StridedArray.integers(a.dtype, a.sizes, values, bounds);
  }

  private static StridedArray integerBinary(Node node, StridedArray a, StridedArray b) {
    LongBinaryOperator meaning = ScalarSemantics.integerBinary(node.op(), a.dtype);
    long[] values = new long[a.integers.length];
    double[] bounds = new double[a.isExact() && b.isExact() ? 0 : values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = apply(node, meaning, a.integers[i], b.integers[i], i);
      if (bounds.length > 0 && (a.bound(i) != 0 || b.bound(i) != 0)) {
        bounds[i] = IntegerBounds.binary(node.op(), a, b, i);
      }
    }
    return StridedArray.integers(node.dtype(), a.sizes, values, bounds);
  }

  private static long apply(Node node, LongBinaryOperator meaning, long a, long b, int i) {
    try {
      return meaning.applyAsLong(a, b);
    } catch (ArithmeticException e) {
      throw new ArithmeticException(
          node.op().text() + ": " + a + " by zero at element " + i + " of " + node.shape());
    }
  }
}
