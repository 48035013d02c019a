package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the sources of a movement op into its value, mostly by seeing the same arrays otherwise.
 */
final class MovementOps {
  private final SizeValues sizes;

  MovementOps(SizeValues sizes) {
    this.sizes = sizes;
  }

  StridedArray of(Node node, List<StridedArray> sources) {
    StridedArray x = sources.get(0);
    int[] shape = sizes.of(node.shape());
    return switch (node.op()) {
      case RESHAPE -> x.reshaped(shape);
      case PERMUTE -> permute(x, ((Arg.Axes) node.arg()).axes(), shape);
      case EXPAND -> expand(x, shape);
      case FLIP -> flip(x, ((Arg.Axes) node.arg()).axes());
      case SHRINK -> shrink(x, (Arg.Shrink) node.arg(), shape);
      case WINDOW -> window(x, (Arg.Window) node.arg(), shape);
      case PAD -> pad(x, (Arg.Pad) node.arg(), shape);
      case CONCAT -> concat(sources, ((Arg.Axis) node.arg()).axis(), shape);
      default -> throw new IllegalArgumentException(node.op().text() + " is no movement");
    };
  }

  private static StridedArray permute(StridedArray x, List<Integer> order, int[] shape) {
    int[] strides = order.stream().mapToInt(axis -> x.strides[axis]).toArray();
    return x.view(shape, strides, x.offset);
  }

  private static StridedArray expand(StridedArray x, int[] shape) {
    int[] strides = x.strides.clone();
    for (int axis = 0; axis < shape.length; axis++) {
      strides[axis] = x.sizes[axis] == shape[axis] ? strides[axis] : 0;
    }
    return x.view(shape, strides, x.offset);
  }

  private static StridedArray flip(StridedArray x, List<Integer> axes) {
    int[] strides = x.strides.clone();
    int offset = x.offset;
    for (int axis : axes) {
      offset += (x.sizes[axis] - 1) * strides[axis];
      strides[axis] = -strides[axis];
    }
    return x.view(x.sizes, strides, offset);
  }

  private StridedArray shrink(StridedArray x, Arg.Shrink slice, int[] shape) {
    int[] strides = x.strides.clone();
    int offset = x.offset;
    for (int axis = 0; axis < shape.length; axis++) {
      offset += sizes.of(slice.starts().get(axis)) * strides[axis];
      strides[axis] *= slice.steps().get(axis);
    }
    return x.view(shape, strides, offset);
  }

  private static StridedArray window(StridedArray x, Arg.Window window, int[] shape) {
    int[] strides = Arrays.copyOf(x.strides, shape.length);
    int stride = x.strides[window.axis()];
    strides[window.axis()] = stride * window.stride();
    strides[shape.length - 1] = stride * window.dilation();
    return x.view(shape, strides, x.offset);
  }

  private StridedArray pad(StridedArray x, Arg.Pad pad, int[] shape) {
    StridedArray padded = StridedArray.allocate(x.dtype, shape, x.isExact());
    Arrays.fill(padded.reals, pad.fill().real());
    Arrays.fill(padded.integers, pad.fill().integer());
    int offset = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      offset += sizes.of(pad.before().get(axis)) * padded.strides[axis];
    }
    x.copyTo(padded.view(x.sizes, padded.strides, offset));
    return padded;
  }

  private static StridedArray concat(List<StridedArray> parts, int axis, int[] shape) {
    boolean exact = parts.stream().allMatch(StridedArray::isExact);
    StridedArray joined = StridedArray.allocate(parts.get(0).dtype, shape, exact);
    int offset = 0;
    for (StridedArray part : parts) {
      part.copyTo(joined.view(part.sizes, joined.strides, offset));
      offset += part.sizes[axis] * joined.strides[axis];
    }
    return joined;
  }
}
