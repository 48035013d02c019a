package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Op;
import java.util.Arrays;

/** Finds maxima or minima, and how far they can move when every element moves within its bound. */
final class RealExtreme implements Accumulator {
  private final DType dtype;
  private final int sign;
  private final double[] best;
  private final double[] highest;
  private final double[] lowest;

  RealExtreme(Op kind, DType dtype, int count) {
    this.dtype = dtype;
    this.sign = kind == Op.MAX ? 1 : -1;
    this.best = filled(count);
    this.highest = filled(count);
    this.lowest = filled(count);
  }

  private static double[] filled(int count) {
    double[] values = new double[count];
    Arrays.fill(values, Double.NEGATIVE_INFINITY);
    return values;
  }

  @Override
  public void add(StridedArray x, int i, int o) {
    double value = sign * x.reals[i];
    best[o] = Math.max(best[o], value);
    highest[o] = Math.max(highest[o], value + x.bound(i));
    lowest[o] = Math.max(lowest[o], value - x.bound(i));
  }

  @Override
  public StridedArray finish(int[] sizes) {
    double[] values = new double[best.length];
    double[] bounds = new double[best.length];
    for (int o = 0; o < values.length; o++) {
      values[o] = sign * best[o];
      bounds[o] = Math.max(gap(highest[o], best[o]), gap(best[o], lowest[o]));
    }
    return StridedArray.reals(dtype, sizes, values, bounds);
  }

  private static double gap(double above, double below) {
    if (Double.compare(above, below) == 0) {
      return 0;
    }
    return Double.isNaN(above - below) ? Double.POSITIVE_INFINITY : above - below;
  }
}
