package dev.quern.tests.fuzz;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The steps in which a random program grows: each makes a node of nodes that are there, or throws
 * where those do not fit.
 */
final class Growth {
  private static final List<Op> BINARY = List.of(Op.ADD, Op.SUB, Op.MUL, Op.MAX, Op.MIN);
  private static final List<Op> WHOLE =
      List.of(Op.AND, Op.OR, Op.XOR, Op.SHR, Op.USHR, Op.ADD, Op.SUB, Op.MUL, Op.MAX);
  private static final List<Op> COMPARISONS = List.of(Op.CMPLT, Op.CMPEQ, Op.CMPNE);
  private static final List<DType> TYPES = List.of(DType.values());
  private static final List<Op> KINDS = List.of(Op.ADD, Op.ADD, Op.ADD, Op.MAX, Op.MIN);

  private final Random random;
  private final Sizes sizes;
  private final List<Node> nodes;

  Growth(Random random, Sizes sizes, List<Node> nodes) {
    this.random = random;
    this.sizes = sizes;
    this.nodes = nodes;
  }

  /** A node that is exact if what goes into it is. */
  Node exact() {
    Node x = pick();
    return switch (random.nextInt(26)) {
      case 0 -> unary(x);
      case 1, 2, 3, 4 -> binary(x);
      case 5 -> Nodes.where(compared(x), like(x), x.like((long) random.nextInt(3)));
      case 6 -> Nodes.where(compared(x), x, like(x));
      case 7 -> converted(x);
      case 8 -> Nodes.permute(x, sizes.order(x.shape().rank()));
      case 9 -> repeated(x);
      case 10, 11, 12 -> Nodes.reduce(pickKind(x), x, sizes.axes(x.shape().rank()));
      case 13, 14 -> besideItsSum(x);
      case 15 -> sliced(x);
      case 16 ->
          Nodes.pad(x, sizes.widths(x.shape().rank()), sizes.widths(x.shape().rank()), fill(x));
      case 17 -> windowed(x);
      case 18 -> joined(x);
      case 19 -> random.nextBoolean() ? reshaped(x) : Nodes.flip(x, sizes.axes(x.shape().rank()));
      case 20 -> gathered(x);
      case 21 -> scattered(x);
      case 22, 23 -> product(x, pick());
      case 24 -> partsAdded(x);
      default -> random.nextInt(3) == 0 ? Nodes.contiguous(x) : drawn(x);
    };
  }

  /** Ops whose results are exact, if not small. */
  Node wild() {
    Node x = pick();
    return switch (random.nextInt(7)) {
      case 0 -> Nodes.fma(x, like(x), like(x));
      case 1, 2 -> // not back: NaN has many bits
          Nodes.bitcast(x, x.dtype() == DType.INT32 ? DType.FLOAT32 : DType.FLOAT64);
      case 3 -> Nodes.binary(Op.SHL, x, random.nextBoolean() ? like(x) : x.like(5L));
      case 4 -> Nodes.binary(random.nextBoolean() ? Op.DIV : Op.MOD, x, divisor(x));
      case 5 -> gatheredBy(x, pick());
      default -> Nodes.cast(x, TYPES.get(random.nextInt(TYPES.size())));
    };
  }

  private Node divisor(Node x) {
    Node fixed = x.like(List.of(1L, -1L, 3L, 16L, -7L).get(random.nextInt(5)));
    return x.dtype().isFloat() && random.nextBoolean() ? like(x) : fixed;
  }

  /** Rows at positions that are known when they are computed. */
  private Node gatheredBy(Node x, Node positions) {
    int axis = random.nextInt(x.shape().rank());
    long size = x.shape().size(axis).fixed();
    if (!positions.dtype().isInteger() || positions.dtype().isBool() || size == 0) {
      throw new IllegalArgumentException("no positions");
    }
    Node index = positions.and(positions.like((long) Integer.MAX_VALUE));
    return Nodes.gather(x, index.modulo(index.like(size)), axis);
  }

  /** Recent nodes are used more often. */
  Node pick() {
    int back = random.nextInt(random.nextInt(3) == 0 ? nodes.size() : Math.min(nodes.size(), 6));
    return nodes.get(nodes.size() - 1 - back);
  }

  Node pickReal() {
    List<Node> reals = nodes.stream().filter(n -> n.dtype().isFloat()).toList();
    return reals.get(reals.size() - 1 - random.nextInt(Math.min(reals.size(), 6)));
  }

  /** Another node of the same shape and dtype, or one that broadcasts to it. */
  Node like(Node x) {
    List<Node> fitting =
        nodes.stream()
            .filter(n -> n.dtype() == x.dtype() && broadcasts(n.shape(), x.shape()))
            .toList();
    return broadcast(fitting.get(random.nextInt(fitting.size())), x.shape());
  }

  private static boolean broadcasts(Shape from, Shape to) {
    int fresh = to.rank() - from.rank();
    if (fresh < 0) {
      return false;
    }
    for (int axis = 0; axis < from.rank(); axis++) {
      if (!from.size(axis).is(1) && !from.size(axis).equals(to.size(axis + fresh))) {
        return false;
      }
    }
    return true;
  }

  static Node broadcast(Node x, Shape to) {
    List<Size> padded =
        new ArrayList<>(Collections.nCopies(to.rank() - x.shape().rank(), Size.ONE));
    padded.addAll(x.shape().sizes());
    return Nodes.expand(Nodes.reshape(x, Shape.of(padded)), to);
  }

  private Node unary(Node x) {
    if (x.dtype().isBool()) {
      return Nodes.unary(Op.NOT, x);
    }
    Op op = List.of(Op.NEG, Op.ABS, x.dtype().isFloat() ? Op.FLOOR : Op.NOT).get(random.nextInt(3));
    return Nodes.unary(op, x);
  }

  private Node binary(Node x) {
    List<Op> ops =
        x.dtype().isFloat() ? BINARY : x.dtype().isBool() ? List.of(Op.AND, Op.OR, Op.XOR) : WHOLE;
    Node other =
        random.nextInt(5) == 0 && !x.dtype().isBool()
            ? x.like((long) random.nextInt(5) - 2)
            : like(x);
    return random.nextBoolean()
        ? Nodes.binary(ops.get(random.nextInt(ops.size())), x, other)
        : Nodes.binary(ops.get(random.nextInt(ops.size())), other, x);
  }

  private Node compared(Node x) {
    Op op = x.dtype().isBool() ? Op.CMPNE : COMPARISONS.get(random.nextInt(3));
    return Nodes.binary(op, x, like(x));
  }

  private Node converted(Node x) {
    List<DType> types =
        List.of(DType.FLOAT32, DType.FLOAT32, DType.INT32, DType.INT64, DType.FLOAT64);
    return Nodes.cast(x, types.get(random.nextInt(types.size())));
  }

  private Op pickKind(Node x) {
    return x.dtype().isBool() ? Op.OR : KINDS.get(random.nextInt(KINDS.size()));
  }

  private Node repeated(Node x) {
    List<Size> larger = new ArrayList<>(x.shape().sizes());
    int at = random.nextInt(larger.size() + 1);
    larger.add(at, Size.ONE);
    Node unit = Nodes.reshape(x, Shape.of(larger));
    return Nodes.expand(unit, unit.shape().with(at, Size.of(sizes.size())));
  }

  /** x with a reduction of itself: what norms and softmax are made of. */
  private Node besideItsSum(Node x) {
    List<Integer> axes = sizes.axes(x.shape().rank());
    Node reduced = Nodes.reduce(pickKind(x), x, axes);
    return combined(x, keep(reduced, x.shape(), axes));
  }

  /** Repeats a reduction over the axes that it lost. */
  static Node keep(Node reduced, Shape shape, List<Integer> axes) {
    List<Size> ones = new ArrayList<>(shape.sizes());
    axes.forEach(axis -> ones.set(axis, Size.ONE));
    return Nodes.expand(Nodes.reshape(reduced, Shape.of(ones)), shape);
  }

  private Node combined(Node x, Node y) {
    List<Op> ops = x.dtype().isBool() ? List.of(Op.AND, Op.XOR) : List.of(Op.SUB, Op.ADD, Op.MAX);
    return Nodes.binary(ops.get(random.nextInt(ops.size())), x, y);
  }

  private Node sliced(Node x) {
    int rank = x.shape().rank();
    List<Size> starts = new ArrayList<>(Sizes.zeros(rank));
    List<Size> kept = new ArrayList<>(x.shape().sizes());
    List<Integer> steps = new ArrayList<>(Collections.nCopies(rank, 1));
    int axis = random.nextInt(rank);
    long size = kept.get(axis).fixed();
    long start = random.nextInt((int) size);
    int step = 1 + random.nextInt(3);
    starts.set(axis, Size.of(start));
    kept.set(axis, Size.of(1 + random.nextInt((int) ((size - start + step - 1) / step))));
    steps.set(axis, step);
    return Nodes.shrink(x, starts, kept, steps);
  }

  private Literal fill(Node x) {
    return Literal.of(
        x.dtype(), (long) (x.dtype().isBool() ? random.nextInt(2) : random.nextInt(3) - 1));
  }

  private Node windowed(Node x) {
    int axis = random.nextInt(x.shape().rank());
    int size = 1 + random.nextInt(4);
    return Nodes.window(
        x, new Arg.Window(axis, size, 1 + random.nextInt(3), 1 + random.nextInt(2)));
  }

  private Node joined(Node x) {
    int axis = random.nextInt(x.shape().rank());
    List<Node> parts = new ArrayList<>(List.of(x, like(x)));
    if (random.nextBoolean()) {
      parts.add(Nodes.flip(x, List.of(axis)));
    }
    Collections.shuffle(parts, random);
    return Nodes.concat(parts, axis);
  }

  private Node reshaped(Node x) {
    int rank = x.shape().rank();
    int axis = random.nextInt(rank);
    boolean splits = rank < 2 || axis == rank - 1 || random.nextBoolean();
    return Nodes.reshape(x, splits ? sizes.split(x.shape(), axis) : sizes.joined(x.shape(), axis));
  }

  /** Positions along an axis, computed. */
  private Node positions(long size) {
    if (size == 0) {
      throw new IllegalArgumentException("no positions in an empty axis");
    }
    Shape shape = Shape.of(1 + random.nextInt(40));
    Node iota = Nodes.iota(random.nextBoolean() ? DType.INT32 : DType.INT64, shape, 0);
    return iota.times(1L + random.nextInt(5)).modulo(iota.like(size));
  }

  private Node gathered(Node x) {
    int axis = random.nextInt(x.shape().rank());
    return Nodes.gather(x, positions(x.shape().size(axis).fixed()), axis);
  }

  private Node scattered(Node x) {
    int axis = random.nextInt(x.shape().rank());
    Node index = positions(x.shape().size(axis).fixed());
    Node updates = Nodes.gather(x, index, axis);
    for (int i = random.nextInt(5); i >= 0; i--) { // of many operations, a loop runs in vectors
      updates =
          Nodes.binary(random.nextBoolean() ? Op.ADD : Op.MAX, updates, updates.like((long) i));
    }
    return Nodes.scatterAdd(like(x), index, updates, axis);
  }

  /** The sum of products over an axis of each, however the axes lie. */
  private Node product(Node x, Node y) {
    Node a = x.shape().rank() > 2 ? x : matrix(x);
    Node b = matrix(like(y));
    int shared = random.nextInt(a.shape().rank());
    long size = a.shape().size(shared).fixed();
    int other = b.shape().size(0).is(size) ? 0 : 1;
    if (!b.shape().size(other).is(size) || a.dtype() != b.dtype() || a.dtype().isBool()) {
      return squared(a);
    }
    return contracted(a, shared, other == 0 ? Nodes.permute(b, List.of(1, 0)) : b);
  }

  private Node squared(Node a) {
    int last = a.shape().rank() - 1;
    return contracted(a, last, matrix(a));
  }

  private static Node matrix(Node x) {
    int rank = x.shape().rank();
    long rows = 1;
    for (int axis = 0; axis < rank - 1; axis++) {
      rows *= x.shape().size(axis).fixed();
    }
    return Nodes.reshape(x, Shape.of(rows, rank == 0 ? 1 : x.shape().size(rank - 1).fixed()));
  }

  /** a (..., k, ...) and b (n, k): a's other axes, then n. */
  private static Node contracted(Node a, int axis, Node b) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < a.shape().rank(); i++) {
      if (i != axis) {
        order.add(i);
      }
    }
    order.add(axis);
    Node last = Nodes.permute(a, order);
    int rank = last.shape().rank();
    long n = b.shape().size(0).fixed();
    long work = last.shape().elements() * n;
    if (work > 1_500_000) {
      throw new IllegalArgumentException("too much work");
    }
    List<Size> withOne = new ArrayList<>(last.shape().sizes());
    withOne.add(rank - 1, Size.ONE);
    Shape space = Shape.of(withOne).with(rank - 1, Size.of(n));
    Node left = Nodes.expand(Nodes.reshape(last, Shape.of(withOne)), space);
    return Nodes.reduce(Op.ADD, left.times(broadcast(b, space)), List.of(rank));
  }

  /** Slices put back beside each other, as the gradients of a split are. */
  private Node partsAdded(Node x) {
    int rank = x.shape().rank();
    int axis = random.nextInt(rank);
    long size = x.shape().size(axis).fixed();
    long at = 1 + random.nextInt((int) Math.max(1, size - 1));
    if (x.dtype().isBool() || at >= size) {
      throw new IllegalArgumentException("nothing to split");
    }
    Node first = part(x, axis, 0, at);
    Node second = part(like(x), axis, at, size - at);
    return padded(first, axis, 0, size - at).plus(padded(second, axis, at, 0));
  }

  private static Node part(Node x, int axis, long start, long size) {
    List<Size> starts = new ArrayList<>(Sizes.zeros(x.shape().rank()));
    starts.set(axis, Size.of(start));
    List<Integer> steps = Collections.nCopies(x.shape().rank(), 1);
    return Nodes.shrink(x, starts, x.shape().with(axis, Size.of(size)).sizes(), steps);
  }

  private static Node padded(Node x, int axis, long before, long after) {
    List<Size> first = new ArrayList<>(Sizes.zeros(x.shape().rank()));
    List<Size> last = new ArrayList<>(first);
    first.set(axis, Size.of(before));
    last.set(axis, Size.of(after));
    return Nodes.pad(x, first, last, Literal.of(x.dtype(), 0L));
  }

  /** Whole numbers from 0 to 15, random. */
  private Node drawn(Node x) {
    Node stream = Nodes.constant(Shape.SCALAR, Literal.of(DType.INT64, random.nextLong()));
    Node bits = Nodes.random(x.shape(), stream);
    return Nodes.cast(Nodes.binary(Op.USHR, bits, bits.like(28L)), DType.FLOAT32);
  }
}
