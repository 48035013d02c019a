package dev.quern.compiler.ir;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The sizes of a tensor's dimensions, outermost first. Rank 0 is a scalar. */
public final class Shape {
  public static final Shape SCALAR = new Shape(new Size[0]);

  private final Size[] sizes;
  private final int hash;

  private Shape(Size[] sizes) {
    this.sizes = sizes;
    int mixed = 1;
    for (Size size : sizes) {
      mixed = 31 * mixed + size.hashCode();
    }
    this.hash = mixed;
  }

  public static Shape of(long... sizes) {
    Size[] made = new Size[sizes.length];
    for (int axis = 0; axis < sizes.length; axis++) {
      made[axis] = Size.of(sizes[axis]);
    }
    return new Shape(made);
  }

  public static Shape of(List<Size> sizes) {
    return sizes.isEmpty() ? SCALAR : new Shape(sizes.toArray(new Size[0]));
  }

  public int rank() {
    return sizes.length;
  }

  public Size size(int axis) {
    return sizes[axis];
  }

  public List<Size> sizes() {
    return List.of(sizes);
  }

  /** True if no dimension varies. */
  public boolean isFixed() {
    for (Size size : sizes) {
      if (!size.isFixed()) {
        return false;
      }
    }
    return true;
  }

  /** The largest value the dimension can have, which storage and strides are made for. */
  public int max(int axis) {
    return Math.toIntExact(sizes[axis].max());
  }

  /** Elements of storage: the product of the dimensions' largest values. */
  public long elements() {
    long product = 1;
    for (Size size : sizes) {
      product = Math.multiplyExact(product, size.max());
    }
    return product;
  }

  /** Row-major strides in elements, from the dimensions' largest values. */
  public long[] strides() {
    long[] strides = new long[sizes.length];
    long stride = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= Math.max(1, sizes[axis].max());
    }
    return strides;
  }

  /** This shape with one dimension replaced. */
  public Shape with(int axis, Size size) {
    Size[] copy = sizes.clone();
    copy[axis] = size;
    return new Shape(copy);
  }

  public Shape without(List<Integer> axes) {
    Size[] kept = new Size[sizes.length];
    int count = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (!axes.contains(axis)) {
        kept[count++] = sizes[axis];
      }
    }
    return count == 0 ? SCALAR : new Shape(Arrays.copyOf(kept, count));
  }

  /** Sizes as ints; the shape must be fixed. */
  public int[] toArray() {
    return Arrays.stream(sizes).mapToInt(size -> Math.toIntExact(size.fixed())).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Shape shape && hash == shape.hash && same(sizes, shape.sizes);
  }

  private static boolean same(Size[] a, Size[] b) {
    boolean same = a.length == b.length;
    for (int axis = 0; same && axis < a.length; axis++) {
      same = a[axis].equals(b[axis]);
    }
    return same;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Such as {@code [12, 64]}; {@code []} for a scalar. */
  @Override
  public String toString() {
    return Arrays.stream(sizes).map(Size::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
