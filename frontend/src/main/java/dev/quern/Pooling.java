package dev.quern;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Windows of a tensor's last dims, each combined into one element. */
final class Pooling {
  private Pooling() {}

  /** The windows of x as a tensor (..., positions..., offsets...). */
  private static Tensor windows(String op, Tensor x, Sliding sliding, double fill) {
    int dims = sliding.dims();
    Shapes.check(
        x.dtype().isFloat() && (x.dim() == dims + 1 || x.dim() == dims + 2),
        op,
        () ->
            "needs a float tensor ([N], C, "
                + dims
                + " sizes), got "
                + x.dtype()
                + Shapes.text(x.shape()));
    for (int i = 0; i < dims; i++) {
      Shapes.check(
          sliding.padding().get(i) * 2L <= sliding.kernel().get(i),
          op,
          () ->
              "padding " + sliding.padding() + " is more than half of kernel " + sliding.kernel());
    }
    sliding.check(op, x.shape());
    Operands in = Operands.of(op, x);
    return in.result(sliding.windows(in.node(0), fill));
  }

  /** The largest element; its gradient goes to the first of them in the window. */
  static Tensor max(String op, Tensor x, Sliding sliding) {
    Tensor windows = windows(op, x, sliding, Double.NEGATIVE_INFINITY);
    int[] offsets = offsets(windows, sliding);
    return Autograd.function(
        windows,
        in -> in.amax(offsets),
        (in, y, g) -> Tensor.where(firstOf(in, y, offsets), spread(g, offsets), Tensor.scalar(0)));
  }

  private static int[] offsets(Tensor windows, Sliding sliding) {
    return sliding.offsets(windows.dim()).stream().mapToInt(axis -> axis).toArray();
  }

  /** A value of each window beside all its elements. */
  private static Tensor spread(Tensor x, int[] offsets) {
    Tensor spread = x;
    for (int axis : offsets) {
      spread = spread.unsqueeze(axis);
    }
    return spread;
  }

  /** True at the first element of each window that equals its extreme, or is NaN. */
  private static Tensor firstOf(Tensor windows, Tensor extreme, int[] offsets) {
    Tensor row = windows.detach();
    Tensor hit = row.eq(spread(extreme.detach(), offsets)).logicalOr(row.ne(row));
    Tensor number = plain(numbers(windows.shape(), offsets), windows);
    Tensor first = Tensor.where(hit, number, Tensor.scalar(Integer.MAX_VALUE)).amin(offsets);
    return number.eq(spread(first, offsets));
  }

  private static Tensor plain(Node node, Tensor beside) {
    return new Tensor(node, beside.device(), false, false);
  }

  /** The number of each element within its window, in row-major order. */
  private static Node numbers(Shape shape, int[] offsets) {
    Node number = Nodes.constant(shape, Literal.of(DType.INT32, 0L));
    for (int axis : offsets) {
      Node position = Nodes.iota(DType.INT32, shape, axis);
      number = axis == offsets[0] ? position : number.times(shape.max(axis)).plus(position);
    }
    return number;
  }

  /** The mean; of elements that are there, unless those added around x count too. */
  static Tensor average(String op, Tensor x, Sliding sliding, boolean countIncludePad) {
    Tensor windows = windows(op, x, sliding, 0);
    Tensor sum = windows.sum(offsets(windows, sliding));
    boolean padded = sliding.padding().stream().anyMatch(width -> width > 0);
    return padded && !countIncludePad
        ? sum.div(count(x, sliding))
        : sum.div((double) sliding.elements());
  }

  /** The elements of x in each window, for all its leading dims alike. */
  private static Tensor count(Tensor x, Sliding sliding) {
    Shape sizes = Shapes.part(x.shape(), x.dim() - sliding.dims(), x.dim());
    Node ones = Nodes.constant(sizes, Literal.of(x.dtype(), 1L));
    Node windows = sliding.windows(ones, 0);
    Node count = Nodes.reduce(Op.ADD, windows, sliding.offsets(windows.shape().rank()));
    return plain(count, x);
  }

  /** Means over as many parts of each of the last dims, which overlap where sizes don't divide. */
  static Tensor adaptiveAverage(String op, Tensor x, int... sizes) {
    Shapes.check(
        x.dtype().isFloat() && (x.dim() == sizes.length + 1 || x.dim() == sizes.length + 2),
        op,
        () ->
            "needs a float tensor ([N], C, "
                + sizes.length
                + " sizes), got "
                + x.dtype()
                + Shapes.text(x.shape()));
    Shapes.check(
        Arrays.stream(sizes).allMatch(size -> size >= 1),
        op,
        () -> "output sizes " + Shapes.text(sizes) + " must be at least 1");
    Tensor result = x;
    for (int i = 0; i < sizes.length; i++) {
      result = parts(result, x.dim() - sizes.length + i, sizes[i]);
    }
    return result;
  }

  private static Tensor parts(Tensor x, int axis, int count) {
    int size = x.size(axis);
    if (size % count == 0) {
      List<Size> split = new ArrayList<>(x.shape().sizes());
      split.set(axis, Size.of(count));
      split.add(axis + 1, Size.of(size / count));
      return Movement.reshape("adaptiveAvgPool", x, Shape.of(split)).mean(axis + 1);
    }
    List<Tensor> means = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = (int) ((long) i * size / count);
      int end = (int) (((i + 1L) * size + count - 1) / count);
      means.add(x.narrow(axis, start, end - start).mean(axis, true));
    }
    return Tensor.cat(means, axis);
  }
}
