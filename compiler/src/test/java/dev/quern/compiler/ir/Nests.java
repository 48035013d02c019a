package dev.quern.compiler.ir;

import java.util.List;
import java.util.stream.Stream;

/** Nests built by hand, one for each thing that a nest can hold. */
final class Nests {
  private Nests() {}

  static Stream<Node> all() {
    return Stream.of(
        softmax(),
        literals(),
        operators(),
        gated(),
        varying(),
        sharedAcrossBlocks(),
        blockedContraction(),
        contractionInPlace(),
        wholeContraction(),
        Nodes.statement(Op.KERNEL, Arg.NONE),
        Nodes.statement(Op.KERNEL, Arg.NONE, Nodes.statement(Op.PHASE, Arg.NONE)));
  }

  /** One phase of one segment without a grid. */
  static Node kernel(String name, Node... statements) {
    Node segment = Nodes.statement(Op.SEGMENT, new Arg.Name("all"), statements);
    return Nodes.statement(
        Op.KERNEL, new Arg.Name(name), Nodes.statement(Op.PHASE, Arg.NONE, segment));
  }

  static Node loop(Node range, Node... statements) {
    Node[] sources = Stream.concat(Stream.of(range), Stream.of(statements)).toArray(Node[]::new);
    return Nodes.statement(Op.LOOP, Arg.NONE, sources);
  }

  static Node acc(Op kind, int id, Node initial) {
    Arg arg = new Arg.Accumulator(kind, id);
    return Node.of(Op.ACC, initial.dtype(), initial.shape(), arg, initial);
  }

  static Node update(Node acc, Node value) {
    return Nodes.statement(Op.UPDATE, Arg.NONE, acc, value);
  }

  static Node range(long id, long extent) {
    return Nodes.range(id, Node.index(extent));
  }

  static Node real(double value) {
    return Nodes.constant(DType.FLOAT32, Shape.SCALAR, value);
  }

  static Node softmax() {
    Node in = Nodes.slot(DType.FLOAT32, Shape.of(12, 64), 0);
    Node out = Nodes.slot(DType.FLOAT32, Shape.of(12, 64), 1);
    Node row = Nodes.local(DType.FLOAT32, 64, 0);
    Node[] i = {range(0, 12), range(1, 64), range(2, 64), range(3, 64)};
    Node max = acc(Op.MAX, 0, real(Double.NEGATIVE_INFINITY));
    Node sum = acc(Op.ADD, 1, real(0));
    Node exp = Nodes.unary(Op.EXP, Nodes.load(in, i[0].times(64).plus(i[2])).minus(max));
    Node segment =
        Nodes.statement(
            Op.SEGMENT,
            Arg.NONE,
            i[0],
            max,
            loop(i[1], update(max, Nodes.load(in, i[0].times(64).plus(i[1])))),
            sum,
            loop(i[2], Nodes.store(row, i[2], exp), update(sum, exp)),
            loop(
                i[3],
                Nodes.store(out, i[0].times(64).plus(i[3]), Nodes.load(row, i[3]).over(sum))));
    return Nodes.statement(
        Op.KERNEL, new Arg.Name("softmax"), Nodes.statement(Op.PHASE, Arg.NONE, segment));
  }

  /** A constant of every type, the odd ones too. */
  static Node literals() {
    List<Arg.Literal> values =
        List.of(
            Arg.Literal.of(DType.BOOL, 1L),
            Arg.Literal.of(DType.INT32, (long) Integer.MIN_VALUE),
            Arg.Literal.of(DType.INT64, Long.MIN_VALUE),
            Arg.Literal.of(DType.INT64, 7L),
            Arg.Literal.of(DType.FLOAT32, -0.0),
            Arg.Literal.of(DType.FLOAT32, Double.NaN),
            Arg.Literal.of(DType.FLOAT32, Double.POSITIVE_INFINITY),
            Arg.Literal.of(DType.FLOAT32, (double) Float.MIN_VALUE),
            new Arg.Literal(DType.FLOAT32, 0xff812345L),
            Arg.Literal.of(DType.FLOAT64, 0.1),
            Arg.Literal.of(DType.FLOAT64, -1 / 0.0),
            Arg.Literal.of(DType.FLOAT64, Double.NaN),
            Arg.Literal.of(DType.FLOAT64, 1e300),
            new Arg.Literal(DType.FLOAT64, 0x7ff0000000000001L));
    Node[] stores = new Node[values.size()];
    for (int i = 0; i < stores.length; i++) {
      Node out = Nodes.slot(values.get(i).dtype(), Shape.of(1), i);
      stores[i] = Nodes.store(out, Node.index(0), Nodes.constant(Shape.SCALAR, values.get(i)));
    }
    return kernel("literals", stores);
  }

  /** Operators within operators, on both sides. */
  static Node operators() {
    Node out = Nodes.slot(DType.INT32, Shape.of(1), 0);
    Node x = Nodes.load(out, Node.index(0));
    Node[] operands = {x, x.like(-3L)};
    Stream.Builder<Node> stores = Stream.builder();
    List<Op> ops =
        List.of(Op.ADD, Op.SUB, Op.MUL, Op.DIV, Op.MOD, Op.AND, Op.XOR, Op.SHL, Op.USHR, Op.MAX);
    for (Op outer : ops) {
      for (Op inner : ops) {
        Node pair = Nodes.binary(inner, operands[0], operands[1]);
        Node value = Nodes.binary(outer, Nodes.binary(outer, operands[1], pair), pair);
        stores.add(Nodes.store(out, Node.index(0), Nodes.unary(Op.NEG, value)));
      }
    }
    return kernel("operators", stores.build().toArray(Node[]::new));
  }

  static Node gated() {
    Node out = Nodes.slot(DType.FLOAT32, Shape.of(8), 0);
    Node bits = Nodes.slot(DType.INT32, Shape.of(8), 1);
    Node i = range(0, 8);
    Node inside = i.lessThan(Node.index(5)).and(Nodes.binary(Op.CMPNE, i, Node.index(2)));
    Node value = Nodes.load(out, i, inside);
    Node picked = Nodes.where(inside, value, Nodes.bitcast(Nodes.load(bits, i), DType.FLOAT32));
    Node cast = Nodes.cast(Nodes.cast(picked, DType.FLOAT64), DType.FLOAT32);
    Node[] sources = {out, i, Nodes.fma(cast, value, real(2)), inside};
    return kernel("gated", loop(i, Nodes.statement(Op.STORE, Arg.NONE, sources)));
  }

  /** Loops to a size that varies, a launch scalar, and unbounded and bounded variables. */
  static Node varying() {
    Variable t = new Variable("t", 1, 9);
    Node length = Node.variable(DType.INT32, t);
    Node rate = Node.variable(DType.FLOAT32, Variable.scalar("lr.0"));
    Node out = Nodes.slot(DType.FLOAT32, Shape.of(List.of(Size.of(t).times(2))), 0);
    Node i = Nodes.range(0, length.times(2).plus(-1));
    return kernel(
        "varying", loop(i, Nodes.store(out, i, rate.times(Nodes.cast(length, DType.FLOAT32)))));
  }

  /** An expression that two loops share, and one whose range only the inner block knows. */
  static Node sharedAcrossBlocks() {
    Node in = Nodes.slot(DType.FLOAT32, Shape.of(64), 0);
    Node outer = range(0, 8);
    Node inner = range(1, 8);
    Node row = Nodes.unary(Op.SQRT, Nodes.load(in, outer.times(8))).plus(real(1));
    Node cell = Nodes.unary(Op.EXP, Nodes.load(in, outer.times(8).plus(inner)).times(row));
    Node index = outer.times(8).plus(inner);
    return kernel(
        "shared",
        loop(
            outer,
            loop(inner, Nodes.store(in, index, cell.times(cell))),
            loop(inner, Nodes.store(in, index, cell.plus(row)))));
  }

  /** A loop in vectors: ramps either way, an index vector, gates, a short update, a fold. */
  static Node vectors() {
    Node in = Nodes.slot(DType.FLOAT32, Shape.of(16), 0);
    Node at = Nodes.slot(DType.INT64, Shape.of(16), 1);
    Node out = Nodes.slot(DType.FLOAT32, Shape.of(16), 2);
    Node sum = acc(Op.ADD, 0, real(0));
    Node partial = acc(Op.ADD, 1, Nodes.broadcast(real(0), 8));
    Node i = range(0, 16);
    Node numbers = Nodes.broadcast(i, 8).plus(Nodes.ramp(Node.index(0), 8, -3));
    Node inside = numbers.lessThan(Nodes.broadcast(Node.index(5), 8));
    Node index = Nodes.load(at, Nodes.ramp(Nodes.cast(i, DType.INT64), 8, -1));
    Node value = Nodes.load(in, index, inside);
    Node backwards = Nodes.ramp(i.plus(7), 8, -1);
    Node whole = Nodes.statement(Op.STORE, Arg.NONE, out, backwards, value, i.lessThan(i.like(9L)));
    Node parts = Nodes.statement(Op.STORE, Arg.NONE, out, backwards, value, inside);
    Node loop = Nodes.statement(Op.LOOP, new Arg.Step(8), i, whole, parts, update(partial, value));
    Node block =
        Nodes.statement(
            Op.BLOCK,
            Arg.NONE,
            partial,
            loop,
            update(partial, Nodes.load(in, Nodes.ramp(Node.index(15), 4, -4))),
            update(sum, Nodes.fold(Op.ADD, partial)));
    return kernel("vectors", sum, block, Nodes.statement(Op.BLOCK, Arg.NONE));
  }

  static Node blockedContraction() {
    Node a = Nodes.slot(DType.FLOAT32, Shape.of(4, 6), 0);
    Node b = Nodes.slot(DType.FLOAT32, Shape.of(6, 8), 1);
    Node out = Nodes.slot(DType.FLOAT32, Shape.of(4, 8), 2);
    Node scratch = Nodes.local(DType.FLOAT32, 32, 0);
    Node panel = Nodes.local(DType.FLOAT32, 24, 1);
    Node[] blocks = {range(0, 1), range(1, 1), range(2, 1), range(3, 1)};
    Node p = range(4, 24);
    Node c = range(5, 32);
    Node pack = loop(p, Nodes.store(panel, p, Nodes.load(a, p)));
    Node store = loop(c, Nodes.store(out, c, Nodes.load(scratch, c)));
    ContractionShape shape = new ContractionShape(1, 4, 8, 6, DType.FLOAT32, 4, 8, 4, 8, 6);
    Node contraction =
        Nodes.statement(
            Op.CONTRACTION,
            new Arg.Contraction(shape),
            blocks[0],
            blocks[1],
            blocks[2],
            blocks[3],
            scratch,
            panel,
            b,
            pack,
            store);
    return Nodes.statement(
        Op.KERNEL, new Arg.Name("matmul"), Nodes.statement(Op.PHASE, Arg.NONE, contraction));
  }

  /** Columns of two terms that overlap, each six apart. */
  static Node contractionInPlace() {
    Node out = Nodes.slot(DType.FLOAT32, Shape.of(4, 8), 0);
    Node a = Nodes.slot(DType.FLOAT32, Shape.of(4, 2), 1);
    Node scratch = Nodes.local(DType.FLOAT32, 32, 0);
    Node image = Nodes.local(DType.FLOAT32, 14, 1);
    Node starts = Nodes.local(DType.INT32, 2, 2);
    Node[] blocks = {range(0, 1), range(1, 1), range(2, 1), range(3, 1)};
    Node p = range(4, 14);
    Node t = range(5, 2);
    Node c = range(6, 32);
    ContractionShape shape = new ContractionShape(1, 4, 8, 2, DType.FLOAT32, 4, 8, 4, 8, 2);
    Node contraction =
        Nodes.statement(
            Op.CONTRACTION,
            new Arg.Contraction(shape.withTermsTogether().withColumnsInPlace()),
            blocks[0],
            blocks[1],
            blocks[2],
            blocks[3],
            scratch,
            a,
            image,
            starts,
            loop(p, Nodes.store(image, p, Nodes.load(out, p))),
            loop(t, Nodes.store(starts, t, t.times(6))),
            loop(c, Nodes.store(out, c, Nodes.load(scratch, c))));
    return Nodes.statement(
        Op.KERNEL, new Arg.Name("overlapping"), Nodes.statement(Op.PHASE, Arg.NONE, contraction));
  }

  static Node wholeContraction() {
    Node a = Nodes.slot(DType.FLOAT32, Shape.of(24), 0);
    Node b = Nodes.slot(DType.FLOAT32, Shape.of(48), 1);
    Node c = Nodes.slot(DType.FLOAT32, Shape.of(32), 2);
    ContractionShape shape = new ContractionShape(1, 4, 8, 6, DType.FLOAT32, 4, 8, 4, 8, 6);
    Node contraction = Nodes.statement(Op.CONTRACTION, new Arg.Contraction(shape), a, b, c);
    return Nodes.statement(
        Op.KERNEL, new Arg.Name("matmul"), Nodes.statement(Op.PHASE, Arg.NONE, contraction));
  }
}
