package dev.quern;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Windows that slide over the last dims of a tensor: their size in each dim, how far apart they
 * are, what is added around the tensor, and how far apart the elements of a window are.
 */
record Sliding(
    List<Integer> kernel, List<Integer> stride, List<Integer> padding, List<Integer> dilation) {

  /** With one number for each dim, from lists that may have one for all. */
  static Sliding of(String op, int dims, int[] kernel, ConvOptions options) {
    return new Sliding(
        atLeast(op, "kernel size", 1, ConvOptions.list(kernel), dims),
        atLeast(op, "stride", 1, options.stride(), dims),
        atLeast(op, "padding", 0, options.padding(), dims),
        atLeast(op, "dilation", 1, options.dilation(), dims));
  }

  private static List<Integer> atLeast(
      String op, String what, int least, List<Integer> given, int dims) {
    Shapes.check(
        given.size() == dims || given.size() == 1,
        op,
        () -> what + " " + given + " needs one number, or one for each of " + dims + " dims");
    Shapes.check(
        given.stream().allMatch(number -> number >= least),
        op,
        () -> what + " " + given + " must be at least " + least);
    return given.size() == dims ? given : Collections.nCopies(dims, given.get(0));
  }

  int dims() {
    return kernel.size();
  }

  /** Elements of one window. */
  long elements() {
    return kernel.stream().mapToLong(size -> size).reduce(1, Math::multiplyExact);
  }

  /** Refuses a tensor that the windows don't fit. */
  void check(String op, Shape shape) {
    for (int i = 0; i < dims(); i++) {
      int dim = i;
      Size size = shape.size(shape.rank() - dims() + i);
      long reach = (long) (kernel.get(i) - 1) * dilation.get(i) + 1;
      Shapes.check(
          size.isFixed() && reach <= size.fixed() + 2L * padding.get(i),
          op,
          () ->
              "a window of "
                  + reach
                  + " does not fit into dim "
                  + (dim - dims())
                  + " of "
                  + Shapes.text(shape)
                  + " padded by "
                  + padding.get(dim));
    }
  }

  /** From (..., sizes...) to (..., positions..., offsets...). */
  Node windows(Node x, double fill) {
    int first = x.shape().rank() - dims();
    Node windows = padded(x, fill);
    for (int i = 0; i < dims(); i++) {
      windows =
          Nodes.window(
              windows, new Arg.Window(first + i, kernel.get(i), stride.get(i), dilation.get(i)));
    }
    return windows;
  }

  private Node padded(Node x, double fill) {
    int rank = x.shape().rank();
    List<Size> widths = new ArrayList<>(Collections.nCopies(rank, Size.ZERO));
    for (int i = 0; i < dims(); i++) {
      widths.set(rank - dims() + i, Size.of(padding.get(i)));
    }
    return Nodes.pad(x, widths, widths, Literal.of(x.dtype(), fill));
  }

  /** The offsets' axes of windows of this rank. */
  List<Integer> offsets(int rank) {
    return IntStream.range(rank - dims(), rank).boxed().toList();
  }
}
