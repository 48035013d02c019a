package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.ScalarSemantics;
import java.util.Arrays;

/**
 * Sums in double, with a bound that holds for sums in the dtype in any order: {@code n} roundings
 * of at most half an ulp of the sum of magnitudes (Higham, section 4.2). If all terms are multiples
 * of a power of two that is not small against that sum, every order is exact.
 */
final class RealSum implements Accumulator {
  private static final double DOUBLE_ROUNDING = 0x1p-53;
  private static final int ZERO_EXPONENT = Integer.MAX_VALUE;

  private final DType dtype;
  private final double rounding;
  private final int precision;
  private final double[] sums;
  private final double[] magnitudes;
  private final double[] spreads;
  private final int[] lowest;
  private final int[] terms;
  private final boolean[] special; // has infinities or NaN among its terms

  /** {@code start} is 0.0, or -0.0 where a lone term keeps its sign. */
  RealSum(DType dtype, int count, double start) {
    this.dtype = dtype;
    this.rounding = dtype == DType.FLOAT32 ? 0x1p-24 : DOUBLE_ROUNDING;
    this.precision = dtype == DType.FLOAT32 ? 24 : 53;
    this.sums = new double[count];
    this.magnitudes = new double[count];
    this.spreads = new double[count];
    this.lowest = new int[count];
    this.terms = new int[count];
    this.special = new boolean[count];
    Arrays.fill(lowest, ZERO_EXPONENT);
    Arrays.fill(sums, start);
  }

  @Override
  public void add(StridedArray x, int i, int o) {
    double value = x.reals[i];
    sums[o] += value;
    magnitudes[o] += Double.isFinite(value) ? Math.abs(value) : 0;
    special[o] |= !Double.isFinite(value);
    // A product that overflows may not do so where it is fused with the sum.
    spreads[o] += Double.isInfinite(value) ? Double.POSITIVE_INFINITY : x.bound(i);
    lowest[o] = Math.min(lowest[o], lowestBit(value));
    terms[o]++;
  }

  /** The exponent of the last bit that is set. */
  private static int lowestBit(double value) {
    if (value == 0) {
      return ZERO_EXPONENT;
    }
    long bits = Double.doubleToRawLongBits(value);
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT);
    return exponent - 52 + Math.min(52, Long.numberOfTrailingZeros(bits));
  }

  @Override
  public StridedArray finish(int[] sizes) {
    double[] values = new double[sums.length];
    double[] bounds = new double[sums.length];
    for (int o = 0; o < values.length; o++) {
      values[o] = ScalarSemantics.round(dtype, sums[o]);
      bounds[o] = bound(o, values[o]);
    }
    return StridedArray.reals(dtype, sizes, values, bounds);
  }

  private double bound(int o, double v) {
    if (!Double.isFinite(v)) {
      boolean overflows = magnitudes[o] > ErrorBounds.largest(dtype); // in some order
      boolean certain = special[o] && !overflows && Double.isFinite(spreads[o]);
      return certain ? 0 : Double.POSITIVE_INFINITY;
    }
    if (spreads[o] == 0 && isExact(o)) {
      return 0;
    }
    double roundings = terms[o] * magnitudes[o] * (rounding + DOUBLE_ROUNDING);
    double bound = ErrorBounds.rounded(spreads[o] + roundings, 1, dtype, v);
    // Some order may overflow on the way.
    return magnitudes[o] <= ErrorBounds.largest(dtype) ? bound : Double.POSITIVE_INFINITY;
  }

  private boolean isExact(int o) {
    return lowest[o] == ZERO_EXPONENT || Math.getExponent(magnitudes[o]) < lowest[o] + precision;
  }
}
