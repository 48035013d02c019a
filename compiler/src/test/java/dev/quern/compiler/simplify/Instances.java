package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.rewrite.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Turns patterns into random small graphs that they fit: from the root down, so that every op gets
 * sources from which it can make the shape that is wanted.
 */
final class Instances {
  private final Random random;
  private final Map<Integer, Node> bound = new HashMap<>();
  private final Map<Node, Literal[]> buffers = new LinkedHashMap<>();

  Instances(Random random) {
    this.random = random;
  }

  /** A choice that can't be met, such as a hole that would need two shapes. */
  private static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** What a source of this dtype and shape is made of. */
  private interface Source {
    Node of(int index, DType dtype, Shape shape);
  }

  Optional<Node> of(Pattern pattern, DType dtype) {
    try {
      int[] sizes = random.ints(random.nextInt(4), 1, 5).toArray();
      Shape shape = Shape.of(Arrays.stream(sizes).asLongStream().toArray());
      return Optional.of(instance(pattern, dtype, shape));
    } catch (Unfit | IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  /** Random elements of the buffers. */
  Map<Node, Literal[]> buffers() {
    buffers.replaceAll(
        (node, old) ->
            IntStream.range(0, old.length)
                .mapToObj(i -> literal(node.dtype()))
                .toArray(Literal[]::new));
    return buffers;
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }

  private Node instance(Pattern pattern, DType dtype, Shape shape) {
    if (pattern instanceof Pattern.Hole hole) {
      Node node = bound.computeIfAbsent(hole.index(), index -> fill(hole, dtype, shape));
      if (node.dtype() != dtype || !node.shape().equals(shape)) {
        throw new Unfit();
      }
      return node;
    }
    if (pattern instanceof Pattern.Value value) {
      return Nodes.constant(dtype, shape, value.value());
    }
    Pattern.Apply apply = (Pattern.Apply) pattern;
    return made(
        apply.op(),
        dtype,
        shape,
        (i, type, sizes) -> instance(apply.sources().get(i), type, sizes));
  }

  private Node fill(Pattern.Hole hole, DType dtype, Shape shape) {
    if (hole.ops().isEmpty()) {
      return leaf(dtype, shape);
    }
    Op op = pick(hole.ops().toArray(Op[]::new));
    return made(op, dtype, shape, (i, type, sizes) -> source(op, type, sizes));
  }

  /** A leaf, or what rules about this op look for below it. */
  private Node source(Op op, DType dtype, Shape shape) {
    Op inner = op.isElementwise() || random.nextBoolean() ? Op.EXPAND : op;
    return switch (random.nextInt(4)) {
      case 0 -> constant(dtype, shape);
      case 1 -> leaf(dtype, shape);
      default -> made(inner, dtype, shape, (i, type, sizes) -> leaf(type, sizes));
    };
  }

  private Node leaf(DType dtype, Shape shape) {
    Node buffer = Nodes.slot(dtype, shape, buffers.size());
    buffers.put(buffer, new Literal[(int) shape.elements()]);
    return buffer;
  }

  private Node constant(DType dtype, Shape shape) {
    return Nodes.constant(shape, literal(dtype));
  }

  private Node made(Op op, DType dtype, Shape shape, Source source) {
    return switch (op) {
      case CONST -> constant(dtype, shape);
      case IOTA -> Nodes.iota(dtype, shape, axis(shape));
      case RESHAPE -> {
        List<Size> sizes = new ArrayList<>(shape.sizes());
        Collections.shuffle(sizes, random);
        sizes.add(random.nextInt(sizes.size() + 1), Size.ONE);
        yield Nodes.reshape(source.of(0, dtype, Shape.of(sizes)), shape);
      }
      case PERMUTE -> permute(dtype, shape, source);
      case EXPAND -> {
        Shape narrow = shape;
        for (int axis = 0; axis < shape.rank(); axis++) {
          narrow = random.nextBoolean() ? narrow.with(axis, Size.ONE) : narrow;
        }
        yield Nodes.expand(source.of(0, dtype, narrow), shape);
      }
      case FLIP ->
          Nodes.flip(
              source.of(0, dtype, shape),
              IntStream.range(0, shape.rank()).filter(i -> random.nextBoolean()).boxed().toList());
      case SHRINK -> shrink(dtype, shape, source);
      case PAD -> pad(dtype, shape, source);
      case WINDOW -> window(dtype, shape, source);
      case CONCAT -> concat(dtype, shape, source);
      case REDUCE -> reduce(dtype, shape, source);
      case CONTIGUOUS -> Nodes.contiguous(source.of(0, dtype, shape));
      case DETACH -> Nodes.detach(source.of(0, dtype, shape));
      default -> elementwise(op, dtype, shape, source);
    };
  }

  private int axis(Shape shape) {
    if (shape.rank() == 0) {
      throw new Unfit();
    }
    return random.nextInt(shape.rank());
  }

  private Node permute(DType dtype, Shape shape, Source source) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
    Collections.shuffle(order, random);
    Size[] sizes = new Size[order.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[order.get(i)] = shape.size(i);
    }
    return Nodes.permute(source.of(0, dtype, Shape.of(List.of(sizes))), order);
  }

  private Node shrink(DType dtype, Shape shape, Source source) {
    List<Size> starts = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    List<Size> sizes = new ArrayList<>();
    for (Size size : shape.sizes()) {
      starts.add(Size.of(random.nextInt(3)));
      steps.add(random.nextInt(3) == 0 ? 2 : 1);
      long last =
          starts.get(starts.size() - 1).fixed() + (size.fixed() - 1) * steps.get(steps.size() - 1);
      sizes.add(Size.of(last + 1 + random.nextInt(3)));
    }
    return Nodes.shrink(source.of(0, dtype, Shape.of(sizes)), starts, shape.sizes(), steps);
  }

  private Node pad(DType dtype, Shape shape, Source source) {
    List<Size> before = new ArrayList<>();
    List<Size> after = new ArrayList<>();
    List<Size> sizes = new ArrayList<>();
    int lone = random.nextBoolean() && shape.rank() > 0 ? random.nextInt(shape.rank()) : -1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      int size = (int) shape.size(axis).fixed();
      int kept = lone >= 0 && axis != lone ? size : 1 + random.nextInt(size);
      int first = random.nextInt(size - kept + 1);
      before.add(Size.of(first));
      after.add(Size.of(size - kept - first));
      sizes.add(Size.of(kept));
    }
    Literal fill = random.nextInt(3) == 0 ? literal(dtype) : Literal.of(dtype, 0L);
    return Nodes.pad(source.of(0, dtype, Shape.of(sizes)), before, after, fill);
  }

  private Node window(DType dtype, Shape shape, Source source) {
    axis(shape);
    int last = shape.rank() - 1;
    if (last == 0) {
      throw new Unfit();
    }
    int axis = random.nextInt(last);
    Arg.Window arg =
        new Arg.Window(axis, shape.max(last), 1 + random.nextInt(2), 1 + random.nextInt(2));
    long reach = (long) (arg.size() - 1) * arg.dilation() + 1;
    Shape narrow =
        shape
            .without(List.of(last))
            .with(axis, Size.of(reach + (shape.max(axis) - 1L) * arg.stride()));
    return Nodes.window(source.of(0, dtype, narrow), arg);
  }

  private Node concat(DType dtype, Shape shape, Source source) {
    int axis = axis(shape);
    List<Node> parts = new ArrayList<>();
    for (int left = shape.max(axis); left > 0; ) {
      int size = 1 + random.nextInt(left);
      Shape part = shape.with(axis, Size.of(size));
      parts.add(
          random.nextInt(3) == 0
              ? Nodes.constant(part, Literal.of(dtype, 0L))
              : source.of(0, dtype, part));
      left -= size;
    }
    return Nodes.concat(parts, axis);
  }

  private Node reduce(DType dtype, Shape shape, Source source) {
    Op[] kinds = {Op.ADD, Op.MUL, Op.MAX, Op.MIN, Op.AND, Op.OR};
    List<Size> sizes = new ArrayList<>(shape.sizes());
    int added = 1 + random.nextInt(2);
    for (int i = 0; i < added; i++) {
      sizes.add(random.nextInt(sizes.size() + 1), Size.of(1 + random.nextInt(3)));
    }
    Node x = source.of(0, dtype, Shape.of(sizes));
    List<Integer> axes = new ArrayList<>(IntStream.range(0, sizes.size()).boxed().toList());
    Collections.shuffle(axes, random);
    Node reduced = Nodes.reduce(pick(kinds), x, axes.subList(0, added));
    if (!reduced.shape().equals(shape)) {
      throw new Unfit();
    }
    return reduced;
  }

  private Node elementwise(Op op, DType dtype, Shape shape, Source source) {
    DType type =
        op.isComparison() || op == Op.CAST || op == Op.BITCAST ? pick(DType.values()) : dtype;
    if (op.isComparison() && !dtype.isBool()) {
      throw new Unfit();
    }
    return switch (op) {
      case CAST -> Node.of(Op.CAST, dtype, shape, Arg.NONE, source.of(0, type, shape));
      case BITCAST -> Nodes.bitcast(source.of(0, type, shape), dtype);
      case WHERE ->
          Nodes.where(
              source.of(0, DType.BOOL, shape),
              source.of(1, dtype, shape),
              source.of(2, dtype, shape));
      case FMA ->
          Nodes.fma(
              source.of(0, dtype, shape), source.of(1, dtype, shape), source.of(2, dtype, shape));
      default ->
          op.arity() == 1
              ? Nodes.unary(op, source.of(0, type, shape))
              : Nodes.binary(op, source.of(0, type, shape), source.of(1, type, shape));
    };
  }

  /** A value that rules tend to be wrong about, or any. */
  Literal literal(DType dtype) {
    double[] special = {
      0,
      -0.0,
      1,
      -1,
      2,
      -2,
      0.5,
      4,
      3,
      1.5,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      -Double.MAX_VALUE,
      1 << 24,
      31,
      32,
      Integer.MAX_VALUE,
      Integer.MIN_VALUE,
      9e18,
      -1e19
    };
    if (random.nextInt(3) > 0) {
      double value = special[random.nextInt(special.length)];
      return dtype == DType.INT64 && Math.abs(value) > 9e18
          ? Literal.of(dtype, value > 0 ? Long.MAX_VALUE : Long.MIN_VALUE)
          : Literal.of(dtype, value);
    }
    return switch (dtype) {
      case BOOL -> Literal.of(dtype, random.nextInt(2));
      case INT32, INT64 -> Literal.of(dtype, random.nextLong());
      case FLOAT32 -> new Literal(dtype, random.nextInt() & 0xffffffffL);
      case FLOAT64 -> new Literal(dtype, random.nextLong());
    };
  }
}
