package dev.quern.compiler.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes legal tensor graphs of every op from a seed. */
final class RandomGraphs {
  private static final Variable LENGTH = new Variable("t", 1, 6);

  private final Random random;
  private final List<Node> nodes = new ArrayList<>();

  private RandomGraphs(long seed) {
    this.random = new Random(seed);
  }

  /** Up to three roots over {@code steps} attempts to add a node. */
  static List<Node> of(long seed, int steps) {
    RandomGraphs graphs = new RandomGraphs(seed);
    graphs.leaves();
    for (int i = 0; i < steps; i++) {
      graphs.grow();
    }
    Collections.shuffle(graphs.nodes, graphs.random);
    return List.copyOf(graphs.nodes.subList(0, Math.min(3, graphs.nodes.size())));
  }

  private void leaves() {
    DType[] types = DType.values();
    for (int i = 0; i < 4; i++) {
      DType dtype = types[random.nextInt(types.length)];
      nodes.add(Nodes.slot(dtype, shape(), i));
      nodes.add(Nodes.constant(shape(), literal(dtype)));
    }
    nodes.add(Nodes.iota(DType.INT32, Shape.of(3, 4), 1));
    nodes.add(Nodes.bound(Variable.scalar("rate"), literal(DType.FLOAT32)));
    nodes.add(Node.variable(DType.INT64, new Variable("stream", 0, 99)));
  }

  private Shape shape() {
    List<Size> sizes = new ArrayList<>();
    for (int axis = random.nextInt(4); axis > 0; axis--) {
      sizes.add(random.nextInt(6) == 0 ? Size.of(LENGTH) : Size.of(1 + random.nextInt(4)));
    }
    return Shape.of(sizes);
  }

  private Arg.Literal literal(DType dtype) {
    double[] special = {
      0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0, 1e-45, 1e38
    };
    double value =
        random.nextBoolean()
            ? special[random.nextInt(special.length)]
            : random.nextGaussian() * 1e3;
    return dtype.isFloat()
        ? Arg.Literal.of(dtype, value)
        : Arg.Literal.of(dtype, random.nextLong());
  }

  /** Adds a node, or nothing if the choice has no meaning for the operands. */
  private void grow() {
    try {
      nodes.add(random.nextBoolean() ? elementwise() : shaped());
    } catch (IllegalArgumentException | IllegalStateException e) {
      // The factories say what is legal; the next attempt chooses again.
    }
  }

  private Node pick() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  private Node like(Node x) {
    List<Node> equal =
        nodes.stream().filter(n -> n.dtype() == x.dtype() && n.shape().equals(x.shape())).toList();
    return equal.get(random.nextInt(equal.size()));
  }

  private Node elementwise() {
    List<Op> ops =
        IntStream.range(0, Op.values().length)
            .mapToObj(i -> Op.values()[i])
            .filter(Op::isElementwise)
            .toList();
    Op op = ops.get(random.nextInt(ops.size()));
    Node x = pick();
    DType dtype = DType.values()[random.nextInt(DType.values().length)];
    return switch (op) {
      case CAST -> Nodes.cast(x, dtype);
      case BITCAST -> Nodes.bitcast(x, dtype);
      case WHERE -> Nodes.where(Nodes.cast(like(x), DType.BOOL), x, like(x));
      case FMA -> Nodes.fma(x, like(x), like(x));
      default -> op.arity() == 1 ? Nodes.unary(op, x) : Nodes.binary(op, x, like(x));
    };
  }

  private Node shaped() {
    Node x = pick();
    int rank = x.shape().rank();
    int axis = rank == 0 ? 0 : random.nextInt(rank);
    return switch (random.nextInt(16)) {
      case 0 -> Nodes.reshape(x, Shape.of(1, x.shape().elements()));
      case 1 -> Nodes.permute(x, order(rank));
      case 2 -> Nodes.expand(Nodes.reshape(x, unit(x.shape())), Shape.of(wide(x.shape())));
      case 3 -> Nodes.flip(x, List.of(axis));
      case 4 -> shrink(x);
      case 5 -> Nodes.pad(x, widths(rank), widths(rank), literal(x.dtype()));
      case 6 ->
          Nodes.window(x, new Arg.Window(axis, 1 + random.nextInt(3), 1 + random.nextInt(2), 1));
      case 7 -> Nodes.concat(List.of(x, like(x), like(x)), axis);
      case 8 -> Nodes.reduce(random.nextBoolean() ? Op.ADD : Op.MAX, x, List.of(axis));
      case 9 -> Nodes.gather(x, Nodes.cast(pick(), DType.INT32), axis);
      case 10 -> scatter(x, Nodes.cast(pick(), DType.INT64), axis);
      case 11 -> Nodes.random(x.shape(), Nodes.cast(pick(), DType.INT64));
      case 12 -> Nodes.contiguous(x);
      case 13 -> Nodes.detach(x);
      case 14 -> Nodes.assign(x, like(x));
      default -> Nodes.reduce(Op.ADD, x, List.of(axis), DType.FLOAT64);
    };
  }

  private static Node scatter(Node base, Node index, int axis) {
    return Nodes.scatterAdd(base, index, Nodes.gather(base, index, axis), axis);
  }

  private List<Integer> order(int rank) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    Collections.shuffle(order, random);
    return order;
  }

  private static Shape unit(Shape shape) {
    List<Size> sizes = new ArrayList<>(shape.sizes());
    sizes.add(Size.ONE);
    return Shape.of(sizes);
  }

  private static List<Size> wide(Shape shape) {
    List<Size> sizes = new ArrayList<>(shape.sizes());
    sizes.add(Size.of(LENGTH));
    return sizes;
  }

  private Node shrink(Node x) {
    List<Size> starts = new ArrayList<>();
    List<Size> sizes = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (Size size : x.shape().sizes()) {
      boolean whole = !size.isFixed() || size.fixed() < 2;
      starts.add(whole ? Size.ZERO : Size.ONE);
      sizes.add(whole ? size : Size.of((size.fixed() - 1 + 1) / 2));
      steps.add(whole ? 1 : 2);
    }
    return Nodes.shrink(x, starts, sizes, steps);
  }

  private List<Size> widths(int rank) {
    return IntStream.range(0, rank).mapToObj(axis -> Size.of(random.nextInt(3))).toList();
  }
}
