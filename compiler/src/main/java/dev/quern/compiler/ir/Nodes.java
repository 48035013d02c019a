package dev.quern.compiler.ir;

import dev.quern.compiler.ir.Arg.Literal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The factories of nodes: each infers dtype and shape from its operands and refuses what has no
 * meaning with an {@link IllegalArgumentException} that names op, shapes and dtypes.
 */
public final class Nodes {
  private Nodes() {}

  // ---- leaves

  public static Node constant(DType dtype, Shape shape, double value) {
    return constant(shape, Literal.of(dtype, value));
  }

  public static Node constant(Shape shape, Literal value) {
    return Node.of(Op.CONST, value.dtype(), shape, value);
  }

  /** A storage in one version: a new node, to be made once by who owns the storage. */
  public static Node buffer(DType dtype, Shape shape, Storage storage, int version) {
    return Node.leaf(dtype, shape, new Arg.Stored(storage, version));
  }

  /** An argument of a plan or kernel. */
  public static Node slot(DType dtype, Shape shape, int index) {
    return Node.of(Op.BUFFER, dtype, shape, new Arg.Slot(index));
  }

  /** A scalar that is given at launch, with the value that it has in this graph. */
  public static Node bound(Variable variable, Literal value) {
    return Node.of(Op.VAR, value.dtype(), Shape.SCALAR, new Arg.Bound(variable, value));
  }

  /** The position along {@code axis}, counted from 0. */
  public static Node iota(DType dtype, Shape shape, int axis) {
    check(dtype.isInteger(), Op.IOTA, () -> "needs an integer dtype, got " + dtype);
    checkAxis(Op.IOTA, shape, axis);
    return Node.of(Op.IOTA, dtype, shape, new Arg.Axis(axis));
  }

  // ---- elementwise

  public static Node unary(Op op, Node x) {
    checkMeaning(op, x.dtype());
    return Node.of(op, x.dtype(), x.shape(), Arg.NONE, x);
  }

  public static Node binary(Op op, Node x, Node y) {
    checkMeaning(op, x.dtype());
    check(
        x.dtype() == y.dtype() && x.shape().equals(y.shape()),
        op,
        () -> "operands differ, " + describe(x) + " and " + describe(y));
    return Node.of(op, op.isComparison() ? DType.BOOL : x.dtype(), x.shape(), Arg.NONE, x, y);
  }

  public static Node where(Node condition, Node x, Node y) {
    check(
        condition.dtype().isBool() && condition.shape().equals(x.shape()),
        Op.WHERE,
        () -> "the condition is " + describe(condition) + ", the values " + describe(x));
    check(
        x.dtype() == y.dtype() && x.shape().equals(y.shape()),
        Op.WHERE,
        () -> "values differ, " + describe(x) + " and " + describe(y));
    return Node.of(Op.WHERE, x.dtype(), x.shape(), Arg.NONE, condition, x, y);
  }

  /** {@code x * y + z}, rounded once. */
  public static Node fma(Node x, Node y, Node z) {
    check(
        x.dtype().isFloat() && x.dtype() == y.dtype() && x.dtype() == z.dtype(),
        Op.FMA,
        () -> "needs floats of one type, got " + x.dtype() + ", " + y.dtype() + ", " + z.dtype());
    return Node.of(Op.FMA, x.dtype(), x.shape(), Arg.NONE, x, y, z);
  }

  /** An elementwise op but CAST and BITCAST, of the type that follows from its operands. */
  public static Node elementwise(Op op, List<Node> x) {
    return switch (op) {
      case WHERE -> where(x.get(0), x.get(1), x.get(2));
      case FMA -> fma(x.get(0), x.get(1), x.get(2));
      default -> {
        check(op.isElementwise() && op.arity() < 3, op, () -> "is no elementwise op of operands");
        yield op.arity() == 1 ? unary(op, x.get(0)) : binary(op, x.get(0), x.get(1));
      }
    };
  }

  public static Node cast(Node x, DType dtype) {
    return x.dtype() == dtype ? x : Node.of(Op.CAST, dtype, x.shape(), Arg.NONE, x);
  }

  public static Node bitcast(Node x, DType dtype) {
    check(
        x.dtype().bytes() == dtype.bytes() && !dtype.isBool() && !x.dtype().isBool(),
        Op.BITCAST,
        () -> "widths differ, " + x.dtype() + " to " + dtype);
    return x.dtype() == dtype ? x : Node.of(Op.BITCAST, dtype, x.shape(), Arg.NONE, x);
  }

  // ---- movement

  /** The same elements in row-major order under another shape; a varying axis must stay whole. */
  public static Node reshape(Node x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    check(
        shape.elements() == x.shape().elements() && varying(shape).equals(varying(x.shape())),
        Op.RESHAPE,
        () -> x.shape() + " does not hold the elements of " + shape);
    return Node.of(Op.RESHAPE, x.dtype(), shape, Arg.NONE, x);
  }

  /** The axes that vary, each with the elements of storage between neighbours along it. */
  private static List<Object> varying(Shape shape) {
    if (shape.isFixed()) {
      return List.of();
    }
    long[] strides = shape.strides();
    List<Object> varying = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (!shape.size(axis).isFixed()) {
        varying.add(List.of(shape.size(axis), strides[axis]));
      }
    }
    return varying;
  }

  /** Axis {@code i} of the result is axis {@code order.get(i)} of x. */
  public static Node permute(Node x, List<Integer> order) {
    int rank = x.shape().rank();
    boolean[] named = new boolean[rank];
    boolean fits = order.size() == rank;
    boolean identity = true;
    List<Size> sizes = new ArrayList<>(rank);
    for (int i = 0; fits && i < rank; i++) {
      int axis = order.get(i);
      fits = axis >= 0 && axis < rank && !named[axis];
      if (fits) {
        named[axis] = true;
        identity &= axis == i;
        sizes.add(x.shape().size(axis));
      }
    }
    check(fits, Op.PERMUTE, () -> order + " is not a permutation of the axes of " + x.shape());
    return identity ? x : Node.of(Op.PERMUTE, x.dtype(), Shape.of(sizes), new Arg.Axes(order), x);
  }

  /** Repeats axes of size 1 to the sizes of {@code shape}, which has the same rank. */
  public static Node expand(Node x, Shape shape) {
    if (shape.equals(x.shape())) {
      return x;
    }
    boolean fits = shape.rank() == x.shape().rank();
    for (int axis = 0; fits && axis < shape.rank(); axis++) {
      Size from = x.shape().size(axis);
      fits = from.is(1) || from.equals(shape.size(axis));
    }
    check(fits, Op.EXPAND, () -> x.shape() + " does not expand to " + shape);
    return Node.of(Op.EXPAND, x.dtype(), shape, Arg.NONE, x);
  }

  /** Reverses the given axes. */
  public static Node flip(Node x, List<Integer> axes) {
    axes.forEach(axis -> checkAxis(Op.FLIP, x.shape(), axis));
    List<Integer> sorted = axes.stream().sorted().distinct().toList();
    return sorted.isEmpty() ? x : Node.of(Op.FLIP, x.dtype(), x.shape(), new Arg.Axes(sorted), x);
  }

  /** Element {@code i} of an axis of the result is element {@code start + i * step} of x. */
  public static Node shrink(Node x, List<Size> starts, List<Size> sizes, List<Integer> steps) {
    check(
        starts.size() == x.shape().rank()
            && sizes.size() == starts.size()
            && steps.size() == starts.size(),
        Op.SHRINK,
        () -> "needs a start, a size and a step for each axis of " + x.shape());
    for (int axis = 0; axis < starts.size(); axis++) {
      int at = axis;
      Size last = starts.get(axis).plus(sizes.get(axis).plus(-1).times(steps.get(axis)));
      boolean empty = sizes.get(axis).is(0);
      check(
          starts.get(axis).min() >= 0
              && sizes.get(axis).min() >= 0
              && steps.get(axis) >= 1
              && (empty
                  || x.shape().size(axis).minus(last).min() >= 1
                  || x.shape().size(axis).max() > last.max()),
          Op.SHRINK,
          () ->
              "axis "
                  + at
                  + " from "
                  + starts.get(at)
                  + " step "
                  + steps.get(at)
                  + " size "
                  + sizes.get(at)
                  + " leaves "
                  + x.shape());
    }
    Shape shape = Shape.of(sizes);
    boolean whole = shape.equals(x.shape());
    List<Integer> taken = new ArrayList<>(); // steps that are not taken are 1
    for (int axis = 0; axis < starts.size(); axis++) {
      whole &= starts.get(axis).is(0);
      taken.add(sizes.get(axis).max() > 1 ? steps.get(axis) : 1);
    }
    return whole ? x : Node.of(Op.SHRINK, x.dtype(), shape, new Arg.Shrink(starts, taken), x);
  }

  /** Adds elements of value {@code fill} around x; widths are not negative. */
  public static Node pad(Node x, List<Size> before, List<Size> after, Literal fill) {
    check(
        before.size() == x.shape().rank() && after.size() == before.size(),
        Op.PAD,
        () -> "needs widths for each axis of " + x.shape());
    check(
        fill.dtype() == x.dtype(), Op.PAD, () -> "fill is " + fill.dtype() + ", x is " + x.dtype());
    List<Size> sizes = new ArrayList<>();
    boolean none = true;
    for (int axis = 0; axis < before.size(); axis++) {
      int at = axis;
      check(
          before.get(axis).min() >= 0 && after.get(axis).min() >= 0,
          Op.PAD,
          () -> "negative width on axis " + at);
      sizes.add(x.shape().size(axis).plus(before.get(axis)).plus(after.get(axis)));
      none &= before.get(axis).is(0) && after.get(axis).is(0);
    }
    return none
        ? x
        : Node.of(Op.PAD, x.dtype(), Shape.of(sizes), new Arg.Pad(before, after, fill), x);
  }

  /**
   * Slides a window over a fixed axis, which becomes the window's positions; the offsets within it
   * are a new last axis.
   */
  public static Node window(Node x, Arg.Window window) {
    checkAxis(Op.WINDOW, x.shape(), window.axis());
    long size = x.shape().size(window.axis()).fixed();
    long reach = (long) (window.size() - 1) * window.dilation() + 1;
    check(
        window.size() >= 1 && window.stride() >= 1 && window.dilation() >= 1 && reach <= size,
        Op.WINDOW,
        () -> window + " does not fit " + x.shape());
    List<Size> sizes = new ArrayList<>(x.shape().sizes());
    long positions = (size - reach) / window.stride() + 1;
    sizes.set(window.axis(), Size.of(positions));
    sizes.add(Size.of(window.size()));
    int stride = (int) Math.min(window.stride(), size - reach + 1); // no step is longer than all
    int dilation = window.size() > 1 ? window.dilation() : 1;
    Arg.Window taken = new Arg.Window(window.axis(), window.size(), stride, dilation);
    return Node.of(Op.WINDOW, x.dtype(), Shape.of(sizes), taken, x);
  }

  /** Joins along an axis; other sizes and dtypes are equal. */
  public static Node concat(List<Node> parts, int axis) {
    check(!parts.isEmpty(), Op.CONCAT, () -> "needs at least one part");
    Node first = parts.get(0);
    checkAxis(Op.CONCAT, first.shape(), axis);
    Size sum = Size.ZERO;
    for (Node part : parts) {
      check(
          part.dtype() == first.dtype()
              && part.shape().rank() == first.shape().rank()
              && part.shape().with(axis, Size.ONE).equals(first.shape().with(axis, Size.ONE)),
          Op.CONCAT,
          () -> describe(first) + " and " + describe(part) + " do not join along axis " + axis);
      sum = sum.plus(part.shape().size(axis));
    }
    return parts.size() == 1
        ? first
        : Node.of(
            Op.CONCAT,
            first.dtype(),
            first.shape().with(axis, sum),
            new Arg.Axis(axis),
            parts.toArray(Node[]::new));
  }

  // ---- structured

  /** Combines along axes, which the result no longer has. */
  public static Node reduce(Op kind, Node x, List<Integer> axes) {
    return reduce(kind, x, axes, x.dtype());
  }

  /** The same with another type to accumulate in; the result is of that type. */
  public static Node reduce(Op kind, Node x, List<Integer> axes, DType accumulator) {
    for (int axis : axes) {
      checkAxis(Op.REDUCE, x.shape(), axis);
    }
    kind.identity(accumulator); // refuses what is no reduction
    checkMeaning(kind, x.dtype());
    List<Integer> sorted = ascending(axes);
    if (sorted.isEmpty()) {
      return cast(x, accumulator);
    }
    return Node.of(
        Op.REDUCE,
        accumulator,
        x.shape().without(sorted),
        new Arg.Reduce(kind, sorted, accumulator),
        x);
  }

  /** Each axis once, in order; the list itself if it is so. */
  private static List<Integer> ascending(List<Integer> axes) {
    for (int i = 1; i < axes.size(); i++) {
      if (axes.get(i - 1) >= axes.get(i)) {
        return axes.stream().sorted().distinct().toList();
      }
    }
    return axes;
  }

  /** Rows of x by number: the shape of {@code index} takes the place of the axis. */
  public static Node gather(Node x, Node index, int axis) {
    checkAxis(Op.GATHER, x.shape(), axis);
    check(index.dtype().isInteger(), Op.GATHER, () -> "index is " + index.dtype());
    List<Size> sizes = new ArrayList<>(x.shape().sizes().subList(0, axis));
    sizes.addAll(index.shape().sizes());
    sizes.addAll(x.shape().sizes().subList(axis + 1, x.shape().rank()));
    return Node.of(Op.GATHER, x.dtype(), Shape.of(sizes), new Arg.Axis(axis), x, index);
  }

  /** {@code base} with {@code updates}, shaped as a GATHER of it, added in ascending order. */
  public static Node scatterAdd(Node base, Node index, Node updates, int axis) {
    Shape expected = gather(base, index, axis).shape();
    check(
        updates.shape().equals(expected) && updates.dtype() == base.dtype(),
        Op.SCATTER_ADD,
        () -> "updates are " + describe(updates) + ", needed " + base.dtype() + expected);
    return Node.of(
        Op.SCATTER_ADD, base.dtype(), base.shape(), new Arg.Axis(axis), base, index, updates);
  }

  /** 32 uniform random bits an element as int32; {@code stream} is a scalar int64. */
  public static Node random(Shape shape, Node stream) {
    check(
        stream.dtype() == DType.INT64 && stream.shape().rank() == 0,
        Op.RANDOM,
        () -> "the stream is a scalar i64, got " + describe(stream));
    return Node.of(Op.RANDOM, DType.INT32, shape, Arg.NONE, stream);
  }

  /**
   * The value itself, with the hint that whoever asks for it had better compute it than load it.
   */
  public static Node inline(Node x) {
    return Node.of(Op.INLINE, x.dtype(), x.shape(), Arg.NONE, x);
  }

  public static Node contiguous(Node x) {
    return Node.of(Op.CONTIGUOUS, x.dtype(), x.shape(), Arg.NONE, x);
  }

  public static Node detach(Node x) {
    return Node.of(Op.DETACH, x.dtype(), x.shape(), Arg.NONE, x);
  }

  /** The value itself under an identity of its own, for autograd. */
  public static Node mark(Node x, Object owner) {
    return Node.of(Op.DETACH, x.dtype(), x.shape(), new Arg.Mark(owner), x);
  }

  /** The target's storage after the write. */
  public static Node assign(Node target, Node value) {
    check(
        target.shape().equals(value.shape()) && target.dtype() == value.dtype(),
        Op.ASSIGN,
        () -> "target is " + describe(target) + ", value is " + describe(value));
    return Node.of(Op.ASSIGN, target.dtype(), target.shape(), Arg.NONE, target, value);
  }

  // ---- kernels

  /** A loop variable from 0 to {@code extent}, exclusive. */
  public static Node range(long id, Node extent) {
    return Node.of(Op.RANGE, DType.INT32, Shape.SCALAR, new Arg.Id(id), extent);
  }

  /** An array of the kernel's own. */
  public static Node local(DType dtype, long elements, long id) {
    return Node.of(Op.LOCAL, dtype, Shape.of(elements), new Arg.Id(id));
  }

  public static Node load(Node buffer, Node index) {
    return Node.of(Op.LOAD, buffer.dtype(), index.shape(), Arg.NONE, buffer, index);
  }

  /** A load that gives 0 and touches no memory where the gate is false. */
  public static Node load(Node buffer, Node index, Node gate) {
    return Node.of(Op.LOAD, buffer.dtype(), index.shape(), Arg.NONE, buffer, index, gate);
  }

  /** The vector of {@code first + lane * stride}. */
  public static Node ramp(Node first, int lanes, long stride) {
    check(
        first.dtype().isInteger() && first.shape().rank() == 0,
        Op.RAMP,
        () -> "starts from " + describe(first));
    return Node.of(Op.RAMP, first.dtype(), Shape.of(lanes), new Arg.Ramp(lanes, stride), first);
  }

  /** A vector with a scalar in all lanes. */
  public static Node broadcast(Node x, int lanes) {
    check(x.shape().rank() == 0, Op.BROADCAST, () -> "of " + describe(x));
    return Node.of(Op.BROADCAST, x.dtype(), Shape.of(lanes), new Arg.Lanes(lanes), x);
  }

  /** The lanes of a vector, of which there are a power of two, combined in a tree. */
  public static Node fold(Op kind, Node vector) {
    kind.identity(vector.dtype()); // refuses what is no reduction
    check(
        vector.shape().rank() == 1 && Long.bitCount(vector.shape().elements()) == 1,
        Op.FOLD,
        () -> "of " + describe(vector));
    return Node.of(Op.FOLD, vector.dtype(), Shape.SCALAR, new Arg.Fold(kind), vector);
  }

  public static Node store(Node buffer, Node index, Node value) {
    return statement(Op.STORE, Arg.NONE, buffer, index, value);
  }

  /** A reduction in a kernel: of a scalar expression, over ranges. */
  public static Node reduceOver(Op kind, Node value, DType accumulator, List<Node> ranges) {
    List<Node> sources = new ArrayList<>(List.of(value));
    sources.addAll(ranges);
    return Node.of(
        Op.REDUCE,
        accumulator,
        Shape.SCALAR,
        new Arg.Reduce(kind, List.of(), accumulator),
        sources.toArray(Node[]::new));
  }

  /** A node that is done, not used: it has no value, and dtype bool by convention. */
  public static Node statement(Op op, Arg arg, Node... sources) {
    return Node.of(op, DType.BOOL, Shape.SCALAR, arg, sources);
  }

  // ---- checks

  private static void checkMeaning(Op op, DType dtype) {
    boolean fits = dtype.isFloat() ? op.takesFloats() : op.takesIntegers();
    check(fits && !(dtype.isBool() && !op.takesBools()), op, () -> "is not defined for " + dtype);
  }

  private static void checkAxis(Op op, Shape shape, int axis) {
    check(
        axis >= 0 && axis < shape.rank(), op, () -> "axis " + axis + " is not an axis of " + shape);
  }

  private static void check(boolean holds, Op op, Supplier<String> problem) {
    if (!holds) {
      throw new IllegalArgumentException(op.text() + ": " + problem.get());
    }
  }

  /** Dtype and shape, as messages name a node. */
  public static String describe(Node... nodes) {
    return String.join(
        ", ", Arrays.stream(nodes).map(node -> node.dtype() + "" + node.shape()).toList());
  }
}
