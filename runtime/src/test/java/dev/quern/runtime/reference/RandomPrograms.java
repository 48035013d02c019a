package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.Arg.Window;
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
import java.util.stream.IntStream;

/** Makes tensor programs whose values stay tame from a seed, with the contents of their buffers. */
final class RandomPrograms {
  private static final int INPUTS = 4;

  private static final List<Op> UNARY =
      List.of(Op.NEG, Op.ABS, Op.TANH, Op.SIN, Op.COS, Op.ERF, Op.FLOOR);
  private static final List<Op> BINARY = List.of(Op.ADD, Op.SUB, Op.MUL, Op.MAX, Op.MIN);
  private static final List<Op> KINDS = List.of(Op.ADD, Op.ADD, Op.MAX, Op.MIN);

  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Object> buffers = new ArrayList<>();

  /** Roots, and arrays by slot. */
  record Program(List<Node> roots, Object[] buffers) {}

  private RandomPrograms(long seed) {
    this.random = new Random(seed);
  }

  static Program of(long seed, int steps) {
    RandomPrograms programs = new RandomPrograms(seed);
    for (int slot = 0; slot < INPUTS; slot++) {
      programs.input(slot);
    }
    for (int i = 0; i < steps; i++) {
      programs.grow();
    }
    List<Node> all = programs.nodes;
    int count = 1 + programs.random.nextInt(3);
    List<Node> roots =
        new ArrayList<>(all.subList(Math.max(INPUTS, all.size() - count), all.size()));
    return new Program(
        roots.isEmpty() ? List.of(all.get(0).plus(1)) : roots, programs.buffers.toArray());
  }

  private void input(int slot) {
    Shape shape = shape();
    nodes.add(Nodes.slot(DType.FLOAT32, shape, slot));
    float[] values = new float[(int) shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(9) - 4;
    }
    buffers.add(values);
  }

  private Shape shape() {
    return Shape.of(
        IntStream.range(0, random.nextInt(4)).mapToLong(i -> 1 + random.nextInt(5)).toArray());
  }

  private void grow() {
    try {
      Node node = random.nextInt(5) < 2 ? elementwise() : shaped();
      if (node.shape().elements() <= 2000) {
        nodes.add(node);
      }
    } catch (IllegalArgumentException e) {
      // The factories say what is legal; the next attempt chooses again.
    }
  }

  private Node pick() {
    int back = random.nextInt(Math.min(nodes.size(), 8));
    return nodes.get(nodes.size() - 1 - back);
  }

  private Node like(Node x) {
    List<Node> equal = nodes.stream().filter(n -> n.shape().equals(x.shape())).toList();
    return equal.get(random.nextInt(equal.size()));
  }

  private Node elementwise() {
    Node x = pick();
    return switch (random.nextInt(7)) {
      case 6 -> draw(x.shape());
      case 0 -> Nodes.unary(UNARY.get(random.nextInt(UNARY.size())), x);
      case 1 -> Nodes.where(x.lessThan(like(x)), like(x), x.like((double) random.nextInt(3)));
      case 2 -> Nodes.cast(Nodes.cast(x, DType.INT32).plus(1), DType.FLOAT32);
      case 3 -> Nodes.cast(Nodes.binary(Op.CMPEQ, x, like(x)), DType.FLOAT32).plus(x);
      default -> Nodes.binary(BINARY.get(random.nextInt(BINARY.size())), x, like(x));
    };
  }

  /** Whole numbers from 0 to 15. */
  private Node draw(Shape shape) {
    Node stream = Nodes.constant(Shape.SCALAR, Literal.of(DType.INT64, random.nextLong()));
    Node bits = Nodes.random(shape, stream);
    return Nodes.cast(Nodes.binary(Op.USHR, bits, bits.like(28L)), DType.FLOAT32);
  }

  private Node shaped() {
    Node x = pick();
    int rank = x.shape().rank();
    if (rank == 0) {
      return repeat(x);
    }
    int axis = random.nextInt(rank);
    return switch (random.nextInt(14)) {
      case 0 -> Nodes.reshape(x, Shape.of(x.shape().elements()));
      case 1 -> Nodes.reshape(x, halved(x.shape(), axis));
      case 2 -> Nodes.permute(x, order(rank));
      case 3 -> repeat(x);
      case 4 -> Nodes.flip(x, List.of(axis));
      case 5 -> Nodes.shrink(x, zeros(rank), shrunk(x.shape(), axis), steps(rank, axis));
      case 6 ->
          Nodes.pad(
              x, widths(rank), widths(rank), Literal.of(DType.FLOAT32, (double) random.nextInt(3)));
      case 7 ->
          Nodes.window(
              x,
              new Window(
                  axis, 1 + random.nextInt(3), 1 + random.nextInt(2), 1 + random.nextInt(2)));
      case 8 -> Nodes.concat(List.of(x, like(x), Nodes.flip(x, List.of(axis))), axis);
      case 9 -> Nodes.gather(x, index(x.shape().size(axis).fixed()), axis);
      case 10 -> scatter(x, index(x.shape().size(axis).fixed()), axis);
      case 11 -> matmul(x, like(x));
      default -> Nodes.reduce(KINDS.get(random.nextInt(KINDS.size())), x, List.of(axis));
    };
  }

  private static Shape halved(Shape shape, int axis) {
    List<Size> sizes = new ArrayList<>(shape.sizes());
    long size = sizes.get(axis).fixed();
    sizes.set(axis, Size.of(size % 2 == 0 ? 2 : 1));
    sizes.add(axis + 1, Size.of(size % 2 == 0 ? size / 2 : size));
    return Shape.of(sizes);
  }

  private List<Integer> order(int rank) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }

  private Node repeat(Node x) {
    List<Size> sizes = new ArrayList<>(x.shape().sizes());
    int at = random.nextInt(sizes.size() + 1);
    sizes.add(at, Size.ONE);
    Node unit = Nodes.reshape(x, Shape.of(sizes));
    return Nodes.expand(unit, unit.shape().with(at, Size.of(1 + random.nextInt(4))));
  }

  private static List<Size> zeros(int rank) {
    return Collections.nCopies(rank, Size.ZERO);
  }

  private static List<Size> shrunk(Shape shape, int axis) {
    List<Size> sizes = new ArrayList<>(shape.sizes());
    sizes.set(axis, Size.of((sizes.get(axis).fixed() + 1) / 2));
    return sizes;
  }

  private static List<Integer> steps(int rank, int axis) {
    List<Integer> steps = new ArrayList<>(Collections.nCopies(rank, 1));
    steps.set(axis, 2);
    return steps;
  }

  private List<Size> widths(int rank) {
    return IntStream.range(0, rank).mapToObj(i -> Size.of(random.nextInt(3))).toList();
  }

  private Node index(long size) {
    Shape shape = Shape.of(1 + random.nextInt(4));
    Node position = Nodes.iota(DType.INT32, shape, 0);
    return position.times(1L + random.nextInt(3)).modulo(position.like(size));
  }

  private static Node scatter(Node base, Node index, int axis) {
    return Nodes.scatterAdd(base, index, Nodes.gather(base, index, axis).times(2L), axis);
  }

  /** Of matrices (m, k) and (k, m). */
  private static Node matmul(Node x, Node y) {
    if (x.shape().rank() != 2) {
      throw new IllegalArgumentException("no matrix");
    }
    long m = x.shape().size(0).fixed();
    long k = x.shape().size(1).fixed();
    Shape space = Shape.of(m, m, k);
    Node a = Nodes.expand(Nodes.reshape(x, Shape.of(m, 1, k)), space);
    Node b = Nodes.expand(Nodes.reshape(y, Shape.of(1, m, k)), space);
    return Nodes.reduce(Op.ADD, a.times(b), List.of(2));
  }
}
