package dev.quern;

import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Checks and combines shapes as PyTorch does, with messages that name the operation. */
final class Shapes {
  private static final double MOST_ELEMENTS = 0x1p62;

  private Shapes() {}

  /** As messages show a shape: {@code (4, 6)}. */
  static String text(Shape shape) {
    return shape.sizes().stream().map(Size::toString).collect(Collectors.joining(", ", "(", ")"));
  }

  static String text(int[] sizes) {
    return Arrays.stream(sizes)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  static IllegalArgumentException error(String op, String problem) {
    return new IllegalArgumentException(op + ": " + problem);
  }

  static void check(boolean holds, String op, String problem) {
    if (!holds) {
      throw error(op, problem);
    }
  }

  /** The same with a text that is made only if it is needed. */
  static void check(boolean holds, String op, Supplier<String> problem) {
    if (!holds) {
      throw error(op, problem.get());
    }
  }

  static Shape of(String op, int... sizes) {
    for (int size : sizes) {
      check(size >= 0, op, () -> "negative size " + size + " in " + text(sizes));
    }
    Shape shape = Shape.of(Arrays.stream(sizes).asLongStream().toArray());
    checkCountable(op, shape);
    return shape;
  }

  /** Refuses a shape with a dim that an int does not count, or elements that a long does not. */
  static void checkCountable(String op, Shape shape) {
    double elements = 1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      long size = shape.size(axis).max();
      elements *= size;
      if (size > Integer.MAX_VALUE) {
        throw error(
            op, "dim " + axis + " of " + text(shape) + " is longer than " + Integer.MAX_VALUE);
      }
    }
    check(
        elements < MOST_ELEMENTS, op, () -> text(shape) + " has more elements than can be counted");
  }

  /** Refuses to number more elements than an int counts. */
  static void checkNumbered(String op, Shape shape) {
    check(
        shape.elements() <= Integer.MAX_VALUE,
        op,
        () ->
            "would number the %d elements of %s, the most is %d"
                .formatted(shape.elements(), text(shape), Integer.MAX_VALUE));
  }

  /**
   * Refuses a change of shape for which more elements than an int counts would have to be numbered:
   * dims that are split or joined together have at most as many.
   */
  static void checkRegrouped(String op, Shape from, Shape to) {
    int left = 0;
    int right = 0;
    while (left < from.rank() && right < to.rank()) {
      int start = left;
      long held = from.size(left++).max();
      long needed = to.size(right++).max();
      while (held != needed) {
        if (held < needed) {
          held *= from.size(left++).max();
        } else {
          needed *= to.size(right++).max();
        }
      }
      checkNumbered(op, part(from, start, left));
    }
  }

  /** The axis that {@code dim} names, counted from the end if negative. */
  static int axis(String op, int dim, Shape shape) {
    return axis(op, dim, shape.rank(), shape);
  }

  /** The same among {@code rank} axes, which may be one more than the shape has. */
  static int axis(String op, int dim, int rank, Shape shape) {
    int axes = Math.max(rank, 1); // a scalar may be addressed as if it had one axis
    check(
        dim >= -axes && dim < axes,
        op,
        () ->
            "dim "
                + dim
                + " is out of range for "
                + text(shape)
                + ", it must be within "
                + -axes
                + ".."
                + (axes - 1));
    return dim < 0 ? dim + axes : dim;
  }

  /** The axes that {@code dims} name, ascending; all of them if there are none. */
  static List<Integer> axes(String op, int[] dims, Shape shape) {
    if (dims.length == 0 || shape.rank() == 0) {
      Arrays.stream(dims).forEach(dim -> axis(op, dim, shape));
      return allAxes(shape);
    }
    List<Integer> axes = new ArrayList<>();
    for (int dim : dims) {
      int axis = axis(op, dim, shape);
      check(!axes.contains(axis), op, () -> "dim " + dim + " appears twice in " + text(dims));
      axes.add(axis);
    }
    Collections.sort(axes);
    return axes;
  }

  /** All axes in order, as a list that may be changed. */
  static List<Integer> allAxes(Shape shape) {
    List<Integer> axes = new ArrayList<>(shape.rank());
    for (int axis = 0; axis < shape.rank(); axis++) {
      axes.add(axis);
    }
    return axes;
  }

  /** The shape that all of these expand to, aligned at their last axes. */
  static Shape broadcast(String op, Shape... shapes) {
    Shape result = shapes[0];
    for (int i = 1; i < shapes.length; i++) {
      result = broadcast(op, result, shapes[i]);
    }
    return result;
  }

  private static Shape broadcast(String op, Shape x, Shape y) {
    if (x.equals(y)) {
      return x;
    }
    int rank = Math.max(x.rank(), y.rank());
    List<Size> sizes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      Size a = fromEnd(x, rank - axis);
      Size b = fromEnd(y, rank - axis);
      if (!a.equals(b) && !a.is(1) && !b.is(1)) {
        throw error(
            op,
            "shapes "
                + text(x)
                + " and "
                + text(y)
                + " do not broadcast: "
                + a
                + " and "
                + b
                + " at dim "
                + (axis - rank));
      }
      sizes.add(a.is(1) ? b : a);
    }
    return Shape.of(sizes);
  }

  private static Size fromEnd(Shape shape, int distance) {
    return distance <= shape.rank() ? shape.size(shape.rank() - distance) : Size.ONE;
  }

  /** The shape with 1 in place of the given axes. */
  static Shape withOnes(Shape shape, List<Integer> axes) {
    Shape ones = shape;
    for (int axis : axes) {
      ones = ones.with(axis, Size.ONE);
    }
    return ones;
  }

  /** A shape with one more axis. */
  static Shape inserted(Shape shape, int axis, Size size) {
    List<Size> sizes = new ArrayList<>(shape.sizes());
    sizes.add(axis, size);
    return Shape.of(sizes);
  }

  /** The axes {@code from} (inclusive) to {@code to} (exclusive). */
  static Shape part(Shape shape, int from, int to) {
    return Shape.of(shape.sizes().subList(from, to));
  }

  static Shape joined(Shape... parts) {
    List<Size> sizes = new ArrayList<>();
    for (Shape part : parts) {
      sizes.addAll(part.sizes());
    }
    return Shape.of(sizes);
  }
}
