package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import java.util.Arrays;

/**
 * A tensor's values, as strides over plain arrays: {@code double[]} for floats, {@code long[]} for
 * integers and bools, and beside them how far another device's value may be from each.
 *
 * <p>Several may share their arrays, as views do; nobody writes to arrays once they are shared.
 */
final class StridedArray {
  /** Bounds where every value is exact. */
  private static final double[] EXACT = {};

  private static final long[] NO_INTEGERS = {};
  private static final double[] NO_REALS = {};

  final DType dtype;
  final int[] sizes;
  final int[] strides;
  final int offset;
  final double[] reals;
  final long[] integers;
  private final double[] bounds;

  private StridedArray(
      DType dtype,
      int[] sizes,
      int[] strides,
      int offset,
      double[] reals,
      long[] integers,
      double[] bounds) {
    this.dtype = dtype;
    this.sizes = sizes;
    this.strides = strides;
    this.offset = offset;
    this.reals = reals;
    this.integers = integers;
    this.bounds = bounds;
  }

  /** Floats in row-major order. */
  static StridedArray reals(DType dtype, int[] sizes, double[] values, double[] bounds) {
    return new StridedArray(dtype, sizes, rowMajor(sizes), 0, values, NO_INTEGERS, compact(bounds));
  }

  /** Integers or bools in row-major order. */
  static StridedArray integers(DType dtype, int[] sizes, long[] values, double[] bounds) {
    return new StridedArray(dtype, sizes, rowMajor(sizes), 0, NO_REALS, values, compact(bounds));
  }

  /** Exact floats in row-major order. */
  static StridedArray reals(DType dtype, int[] sizes, double[] values) {
    return reals(dtype, sizes, values, EXACT);
  }

  /** Exact integers or bools in row-major order. */
  static StridedArray integers(DType dtype, int[] sizes, long[] values) {
    return integers(dtype, sizes, values, EXACT);
  }

  /** Zeros to be filled by {@link #copyTo}. */
  static StridedArray allocate(DType dtype, int[] sizes, boolean exact) {
    int count = count(sizes);
    double[] bounds = exact ? EXACT : new double[count];
    return new StridedArray(
        dtype,
        sizes,
        rowMajor(sizes),
        0,
        dtype.isFloat() ? new double[count] : NO_REALS,
        dtype.isFloat() ? NO_INTEGERS : new long[count],
        bounds);
  }

  private static double[] compact(double[] bounds) {
    for (double bound : bounds) {
      if (bound != 0) {
        return bounds;
      }
    }
    return EXACT;
  }

  /** The same arrays seen otherwise. */
  StridedArray view(int[] newSizes, int[] newStrides, int newOffset) {
    return new StridedArray(dtype, newSizes, newStrides, newOffset, reals, integers, bounds);
  }

  /** The same values in the same order under another shape. */
  StridedArray reshaped(int[] newSizes) {
    StridedArray dense = dense();
    return dense.view(newSizes, rowMajor(newSizes), dense.offset);
  }

  int count() {
    return count(sizes);
  }

  boolean isExact() {
    return bounds.length == 0;
  }

  /** The same values, of which nothing is known. */
  StridedArray uncertain() {
    double[] unknown = new double[Math.max(reals.length, integers.length)];
    Arrays.fill(unknown, Double.POSITIVE_INFINITY);
    return new StridedArray(dtype, sizes, strides, offset, reals, integers, unknown);
  }

  /** The bound at a position in the arrays. */
  double bound(int position) {
    return bounds.length == 0 ? 0 : bounds[position];
  }

  /** This, in row-major order from position 0 of arrays of just its length. */
  StridedArray dense() {
    int length = Math.max(reals.length, integers.length);
    if (offset == 0 && length == count() && Arrays.equals(strides, rowMajor(sizes))) {
      return this;
    }
    StridedArray copy = allocate(dtype, sizes, isExact());
    copyTo(copy);
    return copy;
  }

  /** Copies the values to those of {@code target}, which has the same sizes. */
  void copyTo(StridedArray target) {
    int[] index = new int[Math.max(1, sizes.length)];
    int rank = sizes.length;
    int run = rank == 0 ? 1 : sizes[rank - 1];
    int from = offset;
    int to = target.offset;
    for (int left = count(); left > 0; left -= run) {
      copyRun(from, target, to, run);
      for (int axis = rank - 2; axis >= 0; axis--) {
        from += strides[axis];
        to += target.strides[axis];
        if (++index[axis] < sizes[axis]) {
          break;
        }
        from -= strides[axis] * sizes[axis];
        to -= target.strides[axis] * sizes[axis];
        index[axis] = 0;
      }
    }
  }

  private void copyRun(int from, StridedArray target, int to, int run) {
    int last = sizes.length - 1;
    int step = last < 0 ? 0 : strides[last];
    int targetStep = last < 0 ? 0 : target.strides[last];
    for (int i = 0; i < run; i++) {
      int a = from + i * step;
      int b = to + i * targetStep;
      if (dtype.isFloat()) {
        target.reals[b] = reals[a];
      } else {
        target.integers[b] = integers[a];
      }
      if (target.bounds.length > 0) {
        target.bounds[b] = bound(a);
      }
    }
  }

  static int count(int[] sizes) {
    long count = 1;
    for (int size : sizes) {
      count = Math.multiplyExact(count, (long) size);
    }
    if (count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "reference: a value of shape %s has %,d elements, and this device stores each: at most %,d"
              .formatted(Arrays.toString(sizes), count, Integer.MAX_VALUE));
    }
    return (int) count;
  }

  static int[] rowMajor(int[] sizes) {
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, sizes[axis]);
    }
    return strides;
  }
}
