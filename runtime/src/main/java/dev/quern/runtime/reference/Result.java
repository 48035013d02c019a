package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * A node's value, and how far another device's may be from it.
 *
 * <p>All arrays are laid out as a storage of the node's shape: row-major over the largest sizes.
 * Where a size is smaller there are zeros at the ends.
 */
public final class Result {
  private final DType dtype;
  private final StridedArray stored;
  private final StridedArray actual;

  private Result(DType dtype, StridedArray stored, StridedArray actual) {
    this.dtype = dtype;
    this.stored = stored;
    this.actual = actual;
  }

  static Result of(StridedArray values, Shape shape) {
    int[] strides = strides(shape);
    StridedArray stored =
        StridedArray.allocate(
            values.dtype, new int[] {Math.toIntExact(shape.elements())}, values.isExact());
    StridedArray actual = stored.view(values.sizes, strides, 0);
    values.copyTo(actual);
    return new Result(values.dtype, stored, actual);
  }

  /** Strides of a storage of this shape. */
  static int[] strides(Shape shape) {
    long[] strides = shape.strides();
    int[] narrow = new int[strides.length];
    for (int axis = 0; axis < strides.length; axis++) {
      narrow[axis] = Math.toIntExact(strides[axis]);
    }
    return narrow;
  }

  public DType dtype() {
    return dtype;
  }

  /** The sizes that the dimensions have in this evaluation. */
  public int[] sizes() {
    return actual.sizes.clone();
  }

  /** The values of floats. */
  public double[] reals() {
    return stored.reals;
  }

  /** The values of integers, and of bools as 0 and 1. */
  public long[] integers() {
    return stored.integers;
  }

  /**
   * The largest distance at which another device's value is right; infinite where anything is,
   * above 0 for bools that may be either.
   */
  public double bound(int position) {
    return stored.bound(position);
  }

  /** The values as float[], double[], int[], long[] or boolean[]. */
  public Object values() {
    return TypedArrays.of(stored);
  }

  /**
   * What is wrong with another device's array of the same dtype and layout; empty if nothing is.
   */
  public Optional<String> difference(Object array) {
    StridedArray other = TypedArrays.read(dtype, array);
    int[] index = new int[actual.sizes.length];
    for (int left = actual.count(); left > 0; left--) {
      int at = 0;
      for (int axis = 0; axis < index.length; axis++) {
        at += index[axis] * actual.strides[axis];
      }
      if (!matches(other, at)) {
        return Optional.of(difference(other, at, index));
      }
      for (int axis = index.length - 1; axis >= 0 && ++index[axis] == actual.sizes[axis]; axis--) {
        index[axis] = 0;
      }
    }
    return Optional.empty();
  }

  private boolean matches(StridedArray other, int at) {
    double bound = stored.bound(at);
    if (!dtype.isFloat()) {
      return Math.abs((double) other.integers[at] - stored.integers[at]) <= bound;
    }
    double expected = stored.reals[at];
    double found = other.reals[at];
    return bound == Double.POSITIVE_INFINITY
        || expected == found
        || Double.compare(expected, found) == 0
        || Math.abs(found - expected) <= bound;
  }

  private String difference(StridedArray other, int at, int[] index) {
    return "at "
        + Arrays.toString(index)
        + ": "
        + (dtype.isFloat() ? other.reals[at] : other.integers[at])
        + ", expected "
        + (dtype.isFloat() ? stored.reals[at] : stored.integers[at])
        + " within "
        + stored.bound(at);
  }
}
