package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.runtime.request.IndexLimit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reading and writing at positions that a tensor names. */
final class Indexing {
  private Indexing() {}

  /** Whole rows along a dim: the index's shape replaces the dim. */
  static Tensor rows(String op, Tensor x, int axis, Tensor index) {
    Operands in = Operands.of(op, x, checked(op, index, x.shape().size(axis)));
    return taken(in.result(Nodes.gather(in.node(0), in.node(1), axis)), x);
  }

  /** One element of each row along a dim; the index, which is in range, has size 1 there. */
  static Tensor pick(Tensor x, int axis, Tensor index) {
    Operands in = Operands.of("gather", x, index);
    Node row = in.node(0);
    Node position = Nodes.iota(index.dtype(), x.shape(), axis);
    Node hit = Elementwise.equal(position, Elementwise.expand(in.node(1), x.shape()));
    Node picked = Nodes.where(hit, row, row.like(0L));
    Node sum =
        row.dtype().isBool()
            ? Nodes.reduce(Op.OR, picked, List.of(axis))
            : Nodes.reduce(Op.ADD, picked, List.of(axis));
    return taken(in.result(Nodes.reshape(sum, x.shape().with(axis, Size.ONE))), x);
  }

  /** {@code out[i][j] = x[index[i][j]][j]} for dim 0, and so on. */
  static Tensor gather(Tensor x, int dim, Tensor index) {
    int axis = checkAligned("gather", x, dim, index);
    Tensor part = trimmed(x, axis, index);
    Tensor checked = checked("gather", index, size(x, axis));
    boolean onePerRow = index.shape().equals(part.shape().with(axis, Size.ONE));
    if (x.dim() > 0 && onePerRow) {
      return pick(part, axis, checked);
    }
    Operands in = Operands.of("gather", part, checked);
    Node flat = Nodes.reshape(in.node(0), Shape.of(part.shape().elements()));
    return taken(in.result(Nodes.gather(flat, flatIndex(part.shape(), axis, in.node(1)), 0)), x);
  }

  /** What was taken from a tensor, of whose values as much is known. */
  private static Tensor taken(Tensor result, Tensor from) {
    result.keepBounds(List.of(from));
    return result;
  }

  /** The adjoint: {@code x[index[i][j]][j] += source[i][j]} for dim 0, and so on. */
  static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
    int axis = checkAligned("scatterAdd", x, dim, index);
    checkSource("scatterAdd", source, x.dtype(), index.shape());
    Operands in = Operands.of("scatterAdd", x, checked("scatterAdd", index, size(x, axis)), source);
    Node base = Nodes.reshape(in.node(0), Shape.of(x.shape().elements()));
    Node position = flatIndex(x.shape(), axis, in.node(1));
    Node added = Nodes.scatterAdd(base, position, in.node(2), 0);
    return in.result(Nodes.reshape(added, x.shape()));
  }

  /** Adds rows: {@code x[index[i]] += source[i]} for dim 0. */
  static Tensor indexAdd(Tensor x, int dim, Tensor index, Tensor source) {
    int axis = Shapes.axis("indexAdd", dim, x.shape());
    Tensor checked = checked("indexAdd", index, x.shape().size(axis));
    Shape rows =
        Shapes.joined(
            Shapes.part(x.shape(), 0, axis),
            index.shape(),
            Shapes.part(x.shape(), axis + 1, x.dim()));
    checkSource("indexAdd", source, x.dtype(), rows);
    Operands in = Operands.of("indexAdd", x, checked, source);
    return in.result(Nodes.scatterAdd(in.node(0), in.node(1), in.node(2), axis));
  }

  private static void checkSource(String op, Tensor source, DType dtype, Shape shape) {
    Shapes.check(
        source.dtype() == dtype && source.shape().equals(shape),
        op,
        () ->
            "source is "
                + source.dtype()
                + Shapes.text(source.shape())
                + ", needed "
                + dtype
                + Shapes.text(shape));
  }

  /** The part of x that an index, which may be smaller in other dims, runs over. */
  private static Tensor trimmed(Tensor x, int axis, Tensor index) {
    Tensor part = x;
    for (int other = 0; other < x.dim(); other++) {
      if (other != axis) {
        part = part.narrow(other, 0, index.size(other));
      }
    }
    return part;
  }

  /** Positions in the flattened tensor, from positions along one axis. */
  private static Node flatIndex(Shape shape, int axis, Node index) {
    long[] strides = shape.strides();
    Node flat = index.times(strides.length == 0 ? 1 : strides[axis]);
    for (int other = 0; other < shape.rank(); other++) {
      if (other != axis) {
        flat = flat.plus(Nodes.iota(index.dtype(), index.shape(), other).times(strides[other]));
      }
    }
    return flat;
  }

  private static int checkAligned(String op, Tensor x, int dim, Tensor index) {
    int axis = Shapes.axis(op, dim, x.shape());
    boolean fits = index.dim() == x.dim();
    for (int other = 0; fits && other < x.dim(); other++) {
      fits = other == axis || index.size(other) <= x.size(other);
    }
    Shapes.check(
        fits,
        op,
        () ->
            "index "
                + Shapes.text(index.shape())
                + " does not lie within "
                + Shapes.text(x.shape())
                + " outside dim "
                + dim);
    return axis;
  }

  private static Size size(Tensor x, int axis) {
    return x.dim() == 0 ? Size.ONE : x.shape().size(axis);
  }

  /** An index of integers, refused here if it is known to be outside. */
  private static Tensor checked(String op, Tensor index, Size size) {
    return checked(op, index, size, index.bounds(), UnaryOperator.identity());
  }

  /**
   * The index, whose values are then within range: what is not known here is checked when they are
   * evaluated, and kept within range until then, since an element outside may not be touched.
   *
   * @param known of the values that it comes from
   * @param own from those, what is known of its own values
   */
  static Tensor checked(
      String op, Tensor index, Size size, Optional<Bounds> known, UnaryOperator<Bounds> own) {
    Shapes.check(
        index.dtype().isInteger(), op, () -> "the index must be i32 or i64, got " + index.dtype());
    Optional<Bounds> bounds = known.map(own);
    boolean within = bounds.filter(b -> b.within(size.min())).isPresent();
    known.ifPresent(k -> Capture.assume(k, b -> own.apply(b).within(size.min()) == within));
    bounds
        .filter(Bounds::exact)
        .filter(b -> !b.within(size.max()))
        .ifPresent(
            b -> {
              long bad = b.min() < 0 ? b.min() : b.max();
              throw Shapes.error(op, IndexLimit.message(bad, size));
            });
    if (within || index.shape().elements() == 0) {
      return index;
    }
    Shapes.check(size.max() > 0, op, IndexLimit.EMPTY);
    Node limited = new IndexLimit(op, size).of(index.node());
    Node least = Nodes.binary(Op.MAX, limited, limited.like(0L));
    Node kept = Nodes.binary(Op.MIN, least, last(size, least));
    return new Tensor(kept, index.device(), false, index.reachesLeaf());
  }

  /** The last position, everywhere in the shape of an index. */
  private static Node last(Size size, Node index) {
    if (size.isFixed()) {
      return index.like(size.fixed() - 1);
    }
    Node last = Nodes.cast(size.plus(-1).node(), index.dtype());
    Shape ones = Shape.of(index.shape().sizes().stream().map(axis -> Size.ONE).toList());
    return Nodes.expand(Nodes.reshape(last, ones), index.shape());
  }

  static Tensor oneHot(Tensor index, int classes) {
    Tensor checked = checked("oneHot", index, Size.of(classes));
    Shape shape = Shapes.inserted(index.shape(), index.dim(), Size.of(classes));
    Operands in = Operands.of("oneHot", checked);
    Node column = Nodes.reshape(in.node(0), Shapes.inserted(index.shape(), index.dim(), Size.ONE));
    Node position = Nodes.iota(index.dtype(), shape, index.dim());
    Node hit = Elementwise.equal(position, Nodes.expand(column, shape));
    return in.result(Nodes.cast(hit, DType.INT64));
  }
}
