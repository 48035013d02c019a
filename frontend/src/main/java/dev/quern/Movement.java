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
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Methods that say which element is read, and copy nothing. */
final class Movement {
  private Movement() {}

  private static Tensor view(String op, Tensor x, java.util.function.UnaryOperator<Node> change) {
    Operands in = Operands.of(op, x);
    return in.view(change.apply(in.node(0)));
  }

  // ---- the same elements under another shape

  static Tensor reshape(String op, Tensor x, int... sizes) {
    return reshape(op, x, resolved(op, x, sizes));
  }

  static Tensor reshape(String op, Tensor x, Shape shape) {
    Shapes.checkCountable(op, shape);
    Shapes.check(
        shape.elements() == x.shape().elements(),
        op,
        () ->
            "shape "
                + Shapes.text(shape)
                + " does not hold the "
                + x.shape().elements()
                + " elements of "
                + Shapes.text(x.shape()));
    if (shape.elements() > Integer.MAX_VALUE) {
      Shapes.checkRegrouped(op, x.shape(), shape);
    }
    return view(op, x, node -> Nodes.reshape(node, shape));
  }

  /** The sizes with -1 replaced by what makes the number of elements right. */
  private static Shape resolved(String op, Tensor x, int... sizes) {
    int open = -1;
    for (int i = 0; i < sizes.length; i++) {
      Shapes.check(
          sizes[i] >= 0 || sizes[i] == -1 && open < 0,
          op,
          () -> "shape " + Shapes.text(sizes) + " may have one -1 and no other negative size");
      open = sizes[i] < 0 ? i : open;
    }
    Shape shape = Shapes.of(op, Arrays.stream(sizes).map(size -> size < 0 ? 1 : size).toArray());
    if (open < 0) {
      return shape;
    }
    long known = shape.elements();
    long elements = x.shape().elements();
    Shapes.check(
        known > 0 && elements % known == 0,
        op,
        () ->
            "shape "
                + Shapes.text(sizes)
                + " does not divide the "
                + elements
                + " elements of "
                + Shapes.text(x.shape()));
    return shape.with(open, Size.of(elements / known));
  }

  static Tensor flatten(Tensor x, int startDim, int endDim) {
    if (x.dim() == 0) {
      return reshape("flatten", x, Shape.of(1));
    }
    int from = Shapes.axis("flatten", startDim, x.shape());
    int to = Shapes.axis("flatten", endDim, x.shape());
    Shapes.check(
        from <= to, "flatten", () -> "dims " + startDim + " to " + endDim + " are no range");
    Shape joined = Shapes.part(x.shape(), from, to + 1);
    List<Size> more = joined.sizes().stream().filter(size -> !size.is(1)).toList();
    Size product = more.size() == 1 ? more.get(0) : Size.of(joined.elements());
    return reshape(
        "flatten",
        x,
        Shapes.joined(
            Shapes.part(x.shape(), 0, from),
            Shape.of(List.of(product)),
            Shapes.part(x.shape(), to + 1, x.dim())));
  }

  static Tensor unflatten(Tensor x, int dim, int... sizes) {
    int axis = Shapes.axis("unflatten", dim, x.shape());
    Shape inner = Shapes.of("unflatten", sizes);
    Shapes.check(
        x.shape().size(axis).is(inner.elements()),
        "unflatten",
        () ->
            "sizes "
                + Shapes.text(sizes)
                + " do not multiply to dim "
                + dim
                + " of "
                + Shapes.text(x.shape()));
    return reshape(
        "unflatten",
        x,
        Shapes.joined(
            Shapes.part(x.shape(), 0, axis), inner, Shapes.part(x.shape(), axis + 1, x.dim())));
  }

  static Tensor unsqueeze(Tensor x, int dim) {
    int axis = Shapes.axis("unsqueeze", dim, x.dim() + 1, x.shape());
    return reshape("unsqueeze", x, Shapes.inserted(x.shape(), axis, Size.ONE));
  }

  static Tensor squeeze(Tensor x, int... dims) {
    List<Integer> ones =
        Shapes.axes("squeeze", dims, x.shape()).stream()
            .filter(a -> x.shape().size(a).is(1))
            .toList();
    return reshape("squeeze", x, x.shape().without(ones));
  }

  // ---- axes

  static Tensor permute(Tensor x, int... dims) {
    List<Integer> order =
        Arrays.stream(dims).map(d -> Shapes.axis("permute", d, x.shape())).boxed().toList();
    Shapes.check(
        order.stream().sorted().toList().equals(IntStream.range(0, x.dim()).boxed().toList()),
        "permute",
        () -> Shapes.text(dims) + " does not name each dim of " + Shapes.text(x.shape()) + " once");
    return view("permute", x, node -> Nodes.permute(node, order));
  }

  static Tensor transpose(Tensor x, int dim0, int dim1) {
    int a = Shapes.axis("transpose", dim0, x.shape());
    int b = Shapes.axis("transpose", dim1, x.shape());
    List<Integer> order = Shapes.allAxes(x.shape());
    if (x.dim() > 0) {
      Collections.swap(order, a, b);
    }
    return view("transpose", x, node -> Nodes.permute(node, order));
  }

  static Tensor flip(Tensor x, int... dims) {
    List<Integer> axes = dims.length == 0 ? List.of() : Shapes.axes("flip", dims, x.shape());
    Operands in = Operands.of("flip", x);
    return in.result(Nodes.flip(in.node(0), axes));
  }

  // ---- repeating

  static Tensor expand(String op, Tensor x, int... sizes) {
    int fresh = sizes.length - x.dim();
    Shapes.check(
        fresh >= 0,
        op,
        () -> Shapes.text(sizes) + " has fewer dims than " + Shapes.text(x.shape()));
    List<Size> target = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      Size own = i < fresh ? Size.ONE : x.shape().size(i - fresh);
      boolean keep = sizes[i] == -1 && i >= fresh;
      int at = i;
      Shapes.check(
          keep || sizes[i] >= 0 && (own.is(1) || own.is(sizes[i])),
          op,
          () ->
              Shapes.text(x.shape())
                  + " does not expand to "
                  + Shapes.text(sizes)
                  + " at dim "
                  + at);
      target.add(keep ? own : Size.of(sizes[i]));
    }
    return expand(op, x, Shape.of(target));
  }

  static Tensor expand(String op, Tensor x, Shape shape) {
    return view(op, x, node -> Elementwise.expand(node, shape));
  }

  static Tensor repeat(Tensor x, int... times) {
    int fresh = times.length - x.dim();
    Shapes.check(
        fresh >= 0 && Arrays.stream(times).allMatch(t -> t >= 0),
        "repeat",
        () ->
            Shapes.text(times)
                + " needs a count, not negative, for each dim of "
                + Shapes.text(x.shape()));
    List<Size> columns = new ArrayList<>();
    List<Size> spread = new ArrayList<>();
    List<Size> result = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      Size own = i < fresh ? Size.ONE : x.shape().size(i - fresh);
      columns.addAll(List.of(Size.ONE, own));
      spread.addAll(List.of(Size.of(times[i]), own));
      result.add(own.times(times[i]));
    }
    Operands in = Operands.of("repeat", x);
    Node column = Nodes.reshape(in.node(0), Shape.of(columns));
    Node all = Nodes.expand(column, Shape.of(spread));
    Tensor repeated = in.result(Nodes.reshape(all, Shape.of(result)));
    repeated.keepBounds(x);
    return repeated;
  }

  // ---- parts

  /** Every {@code step}-th element from {@code start}, {@code size} of them. */
  static Tensor part(String op, Tensor x, int axis, Size start, Size size, int step) {
    List<Size> starts = new ArrayList<>(Collections.nCopies(x.dim(), Size.ZERO));
    starts.set(axis, start);
    List<Integer> steps = new ArrayList<>(Collections.nCopies(x.dim(), 1));
    steps.set(axis, step);
    Shape shape = x.shape().with(axis, size);
    return view(op, x, node -> Nodes.shrink(node, starts, shape.sizes(), steps));
  }

  static Tensor narrow(Tensor x, int dim, int start, Size length) {
    int axis = indexable("narrow", x, dim);
    Size size = x.shape().size(axis);
    Size from = start < 0 ? size.plus(start) : Size.of(start);
    Shapes.check(
        from.min() >= 0 && length.min() >= 0 && size.minus(from.plus(length)).min() >= 0,
        "narrow",
        () ->
            "start "
                + start
                + " and length "
                + length
                + " leave dim "
                + dim
                + " of size "
                + size
                + Varying.bounds(length.isFixed() ? size : length));
    return part("narrow", x, axis, from, length, 1);
  }

  static Tensor select(Tensor x, int dim, int index) {
    int axis = indexable("select", x, dim);
    Size position = Varying.position("select", x, dim, index);
    Tensor row = part("select", x, axis, position, Size.ONE, 1);
    return reshape("select", row, row.shape().without(List.of(axis)));
  }

  /**
   * Python's {@code x[start:end:step]}: negative positions count from the end, ends are clipped.
   */
  static Tensor slice(Tensor x, int dim, int start, int end, int step) {
    int axis = indexable("slice", x, dim);
    Shapes.check(step >= 1, "slice", () -> "step " + step + " must be positive");
    checkFixed("slice", x, axis);
    int size = x.size(axis);
    int from = clipped(start, size);
    int to = Math.max(from, clipped(end, size));
    return part("slice", x, axis, Size.of(from), Size.of(ceil(to - from, step)), step);
  }

  private static int ceil(int size, int by) {
    return -Math.floorDiv(-size, by);
  }

  private static int clipped(int position, int size) {
    return Math.min(size, Math.max(0, position < 0 ? position + size : position));
  }

  private static int indexable(String op, Tensor x, int dim) {
    Shapes.check(x.dim() > 0, op, "a scalar has no dims");
    return Shapes.axis(op, dim, x.shape());
  }

  /** Refuses to cut at positions what has no size of its own. */
  private static void checkFixed(String op, Tensor x, int axis) {
    Size size = x.shape().size(axis);
    Shapes.check(
        size.isFixed(),
        op,
        () ->
            "dim "
                + axis
                + " of "
                + Shapes.text(x.shape())
                + " varies"
                + Varying.bounds(size)
                + "; narrow or select what is always there");
  }

  static List<Tensor> split(Tensor x, int dim, int... sizes) {
    int axis = indexable("split", x, dim);
    checkFixed("split", x, axis);
    Shapes.check(
        Arrays.stream(sizes).allMatch(size -> size >= 0)
            && Arrays.stream(sizes).asLongStream().sum() == x.size(axis),
        "split",
        () ->
            "sizes "
                + Shapes.text(sizes)
                + " do not add to dim "
                + dim
                + " of "
                + Shapes.text(x.shape()));
    List<Tensor> parts = new ArrayList<>();
    int start = 0;
    for (int size : sizes) {
      parts.add(part("split", x, axis, Size.of(start), Size.of(size), 1));
      start += size;
    }
    return parts;
  }

  static List<Tensor> splitEvery(Tensor x, int size, int dim) {
    int axis = indexable("split", x, dim);
    checkFixed("split", x, axis);
    Shapes.check(size > 0, "split", () -> "size " + size + " must be positive");
    int whole = x.size(axis);
    int count = Math.max(1, ceil(whole, size));
    return split(
        x, axis, IntStream.range(0, count).map(i -> Math.min(size, whole - i * size)).toArray());
  }

  static Tensor unfold(Tensor x, int dim, int size, int step) {
    int axis = indexable("unfold", x, dim);
    checkFixed("unfold", x, axis);
    Shapes.check(
        size >= 1 && size <= x.size(axis) && step >= 1,
        "unfold",
        () ->
            "size "
                + size
                + " and step "
                + step
                + " do not fit dim "
                + dim
                + " of "
                + Shapes.text(x.shape()));
    return view(
        "unfold",
        x,
        node -> Nodes.window(node, new dev.quern.compiler.ir.Arg.Window(axis, size, step, 1)));
  }

  // ---- joining and padding

  static Tensor cat(List<Tensor> parts, int dim) {
    Shapes.check(!parts.isEmpty(), "cat", "needs at least one tensor");
    Tensor[] tensors = parts.toArray(Tensor[]::new);
    Tensor first = tensors[0];
    int axis = indexable("cat", first, dim);
    DType dtype = Promotion.of(tensors);
    Operands in = Operands.of("cat", tensors);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < tensors.length; i++) {
      Shape shape = tensors[i].shape();
      Shapes.check(
          shape.rank() == first.dim()
              && shape.with(axis, Size.ONE).equals(first.shape().with(axis, Size.ONE)),
          "cat",
          () ->
              Shapes.text(first.shape())
                  + " and "
                  + Shapes.text(shape)
                  + " differ outside dim "
                  + dim);
      nodes.add(Elementwise.fit(in.node(i), dtype, shape));
    }
    Tensor result = in.result(Nodes.concat(nodes, axis));
    result.keepBounds(parts);
    return result;
  }

  static Tensor stack(List<Tensor> parts, int dim) {
    Shapes.check(!parts.isEmpty(), "stack", "needs at least one tensor");
    Shape shape = parts.get(0).shape();
    for (Tensor part : parts) {
      Shapes.check(
          part.shape().equals(shape),
          "stack",
          () -> "shapes differ, " + Shapes.text(shape) + " and " + Shapes.text(part.shape()));
    }
    int axis = Shapes.axis("stack", dim, shape.rank() + 1, shape);
    return cat(parts.stream().map(part -> unsqueeze(part, axis)).toList(), axis);
  }

  /** Widths from the last dim on, before and after; negative ones cut off. */
  static Tensor pad(Tensor x, int[] widths, Number value) {
    Shapes.check(
        widths.length % 2 == 0 && widths.length / 2 <= x.dim(),
        "pad",
        () -> Shapes.text(widths) + " needs two widths for each of at most " + x.dim() + " dims");
    Tensor cut = x;
    List<Size> before = new ArrayList<>(Collections.nCopies(x.dim(), Size.ZERO));
    List<Size> after = new ArrayList<>(Collections.nCopies(x.dim(), Size.ZERO));
    for (int i = 0; i < widths.length / 2; i++) {
      int axis = x.dim() - 1 - i;
      long left = widths[2 * i];
      long right = widths[2 * i + 1];
      if (left < 0 || right < 0) {
        long start = Math.max(0, -left);
        Size rest = x.shape().size(axis).plus(-start - Math.max(0, -right));
        Shapes.check(
            rest.min() >= 0,
            "pad",
            () -> Shapes.text(widths) + " cuts more than all of " + Shapes.text(x.shape()));
        cut = part("pad", cut, axis, Size.of(start), rest, 1);
      }
      before.set(axis, Size.of(Math.max(0, left)));
      after.set(axis, Size.of(Math.max(0, right)));
    }
    Literal fill = Elementwise.literal(x.dtype(), value);
    Operands in = Operands.of("pad", cut);
    return in.result(Nodes.pad(in.node(0), before, after, fill));
  }

  /** Keeps what lies on one side of a diagonal of the last two dims, zero elsewhere. */
  static Tensor triangle(String op, Tensor x, int diagonal, boolean lower) {
    Shapes.check(x.dim() >= 2, op, () -> "needs at least two dims, got " + Shapes.text(x.shape()));
    Operands in = Operands.of(op, x);
    Node keep = Nodes.unary(Op.NOT, beyond(x.shape(), diagonal, lower));
    Node node = in.node(0);
    return in.result(Nodes.where(keep, node, node.like(0L)));
  }

  /** True above the diagonal if {@code lower} is kept, below it otherwise. */
  static Node beyond(Shape shape, int diagonal, boolean lower) {
    Node row = Nodes.iota(DType.INT32, shape, shape.rank() - 2);
    Node column = Nodes.iota(DType.INT32, shape, shape.rank() - 1);
    int last = shape.rank() - 1;
    long least = -shape.max(last - 1); // keeps or drops all, as every smaller one does
    Node limit = row.plus(Math.max(least, Math.min(shape.max(last), diagonal)));
    return lower ? limit.lessThan(column) : column.lessThan(limit);
  }
}
