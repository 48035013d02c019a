package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;

/** Turns values of one dtype into values of another. */
final class Casts {
  private Casts() {}

  static StridedArray cast(StridedArray x, DType dtype) {
    if (x.dtype.isFloat()) {
      return dtype.isFloat() ? realToReal(x, dtype) : realToInteger(x, dtype);
    }
    return dtype.isFloat() ? integerToReal(x, dtype) : integerToInteger(x, dtype);
  }

  private static StridedArray realToReal(StridedArray x, DType dtype) {
    double[] values = new double[x.reals.length];
    double[] bounds = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = dtype == DType.FLOAT32 ? (float) x.reals[i] : x.reals[i];
      bounds[i] = rounded(values[i], values[i] == x.reals[i], x.bound(i), dtype);
    }
    return StridedArray.reals(dtype, x.sizes, values, bounds);
  }

  private static StridedArray integerToReal(StridedArray x, DType dtype) {
    double[] values = new double[x.integers.length];
    double[] bounds = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = dtype == DType.FLOAT32 ? (float) x.integers[i] : (double) x.integers[i];
      bounds[i] = rounded(values[i], (long) values[i] == x.integers[i], x.bound(i), dtype);
    }
    return StridedArray.reals(dtype, x.sizes, values, bounds);
  }

  private static double rounded(double v, boolean exact, double spread, DType dtype) {
    return !Double.isFinite(v) || exact && spread == 0
        ? spread
        : ErrorBounds.rounded(spread, 1, dtype, v);
  }

  private static StridedArray realToInteger(StridedArray x, DType dtype) {
    long[] values = new long[x.reals.length];
    double[] bounds = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double value = x.reals[i];
      double bound = x.bound(i);
      values[i] = truncated(value, dtype);
      if (bound != 0) {
        bounds[i] =
            dtype.isBool()
                ? ErrorBounds.comparison(value, bound, 0, 0)
                : Double.isInfinite(bound)
                    ? bound // it may be a NaN, or no NaN
                    : (double) truncated(value + bound, dtype) - truncated(value - bound, dtype);
      }
    }
    return StridedArray.integers(dtype, x.sizes, values, bounds);
  }

  private static long truncated(double value, DType dtype) {
    return switch (dtype) {
      case BOOL -> value != 0 ? 1 : 0;
      case INT32 -> (int) value;
      default -> (long) value;
    };
  }

  private static StridedArray integerToInteger(StridedArray x, DType dtype) {
    long[] values = new long[x.integers.length];
    double[] bounds = new double[x.isExact() ? 0 : values.length];
    for (int i = 0; i < values.length; i++) {
      long value = x.integers[i];
      values[i] = dtype.isBool() ? value != 0 ? 1 : 0 : dtype == DType.INT32 ? (int) value : value;
      if (bounds.length > 0) {
        bounds[i] = dtype.isBool() ? ErrorBounds.comparison(value, x.bound(i), 0, 0) : x.bound(i);
      }
    }
    return StridedArray.integers(dtype, x.sizes, values, bounds);
  }

  /**
   * Floats in a normal form: Java knows one NaN. What is uncertain has bits of which nothing is
   * known.
   */
  static StridedArray bitcast(StridedArray x, DType dtype) {
    StridedArray result = StridedArray.allocate(dtype, x.sizes, true);
    double[] bounds = new double[x.count()];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = x.bound(i) == 0 ? 0 : Double.POSITIVE_INFINITY;
      if (dtype.isFloat()) {
        result.reals[i] = real(x.integers[i], dtype);
      } else {
        result.integers[i] = bits(x.reals[i], x.dtype);
      }
    }
    return dtype.isFloat()
        ? StridedArray.reals(dtype, x.sizes, result.reals, bounds)
        : StridedArray.integers(dtype, x.sizes, result.integers, bounds);
  }

  private static double real(long bits, DType dtype) {
    return dtype == DType.FLOAT32
        ? Float.intBitsToFloat((int) bits)
        : Double.longBitsToDouble(bits);
  }

  private static long bits(double value, DType dtype) {
    return dtype == DType.FLOAT32
        ? Float.floatToIntBits((float) value)
        : Double.doubleToLongBits(value);
  }
}
