package dev.quern;

import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.device.Transfer;
import dev.quern.runtime.memory.Lengths;
import java.util.Arrays;

/**
 * Tensors whose sizes vary: their storage is laid out for the largest sizes, their arrays hold what
 * the sizes are.
 */
final class Varying {
  private Varying() {}

  /** A copy of a tensor in which one size is a value of {@code size}. */
  static Tensor of(Tensor x, int dim, Dim size) {
    Shapes.check(x.dim() > 0, "varying", "a scalar has no dims");
    int axis = Shapes.axis("varying", dim, x.shape());
    Capture.refuse("varying");
    Shapes.check(
        !x.requiresGrad(),
        "varying",
        "gradients do not pass through it; detach() the tensor first");
    int now = x.sizes()[axis];
    Shapes.check(
        x.shape().size(axis).isFixed(),
        "varying",
        () -> "dim " + dim + " of " + Shapes.text(x.shape()) + " varies already");
    Shapes.check(
        now >= size.min() && now <= size.max(),
        "varying",
        () ->
            "dim %d of %s is %d, outside %d..%d of %s"
                .formatted(dim, Shapes.text(x.shape()), now, size.min(), size.max(), size.name()));
    Shape shape = x.shape().with(axis, size.size());
    Lengths lengths = agreed("varying", x.lengths(), Lengths.of(size.variable(), now));
    Tensor varying = stored(x, shape, lengths, x.device());
    varying.keepBounds(x);
    return varying;
  }

  /** The same on another device. */
  static Tensor to(Tensor x, Device device) {
    return stored(x, x.shape(), x.lengths(), device);
  }

  private static Tensor stored(Tensor x, Shape shape, Lengths lengths, Device device) {
    Object padded = HostArrays.allocate(x.dtype(), shape.elements());
    int[] sizes = lengths.of(shape);
    copy(x.elements(), strides(sizes), padded, narrow(shape.strides()), sizes);
    return new Tensor(Transfer.upload(device, shape, padded, lengths), device, false, false);
  }

  /** The elements that there are, of storage for the most. */
  static Object elements(Tensor x, Object padded) {
    int[] sizes = x.sizes();
    long count = 1;
    for (int size : sizes) {
      count *= size;
    }
    Object elements = HostArrays.allocate(x.dtype(), count);
    copy(padded, narrow(x.shape().strides()), elements, strides(sizes), sizes);
    return elements;
  }

  private static int[] narrow(long[] strides) {
    return Arrays.stream(strides).mapToInt(Math::toIntExact).toArray();
  }

  private static int[] strides(int[] sizes) {
    long[] fixed = Arrays.stream(sizes).asLongStream().toArray();
    return narrow(Shape.of(fixed).strides());
  }

  /** Copies row by row between two row-major layouts. */
  private static void copy(
      Object from, int[] fromStrides, Object to, int[] toStrides, int[] sizes) {
    int last = sizes.length - 1;
    long rows = sizes[last] == 0 ? 0 : 1; // an empty row has no place in an array
    for (int axis = 0; axis < last; axis++) {
      rows *= sizes[axis];
    }
    for (long row = 0; row < rows; row++) {
      int source = 0;
      int target = 0;
      long rest = row;
      for (int axis = last - 1; axis >= 0; axis--) {
        int index = (int) (rest % sizes[axis]);
        rest /= sizes[axis];
        source += index * fromStrides[axis];
        target += index * toStrides[axis];
      }
      System.arraycopy(from, source, to, target, sizes[last]);
    }
  }

  /** What is known of the sizes of all these, which must agree. */
  static Lengths agreed(String op, Tensor... tensors) {
    Lengths all = Lengths.NONE;
    for (Tensor tensor : tensors) {
      if (!tensor.shape().isFixed()) {
        all = agreed(op, all, tensor.lengths());
      }
    }
    return all;
  }

  private static Lengths agreed(String op, Lengths one, Lengths two) {
    try {
      return one.and(two);
    } catch (IllegalArgumentException differ) {
      throw Shapes.error(op, differ.getMessage());
    }
  }

  /**
   * Where an index, which counts from the end if negative, is on a dim; it must always be there.
   */
  static Size position(String op, Tensor x, int dim, int index) {
    Size size = x.shape().size(Shapes.axis(op, dim, x.shape()));
    Size position = index < 0 ? size.plus(index) : Size.of(index);
    Shapes.check(
        position.min() >= 0 && size.minus(position).min() >= 1,
        op,
        () ->
            "index "
                + index
                + " is out of range for dim "
                + dim
                + " of "
                + Shapes.text(x.shape())
                + bounds(size));
    return position;
  }

  /** The sizes that one that varies may have, for messages. */
  static String bounds(Size size) {
    return size.isFixed() ? "" : ", where " + size + " is " + size.min() + " to " + size.max();
  }
}
