package dev.quern;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.ScalarSemantics;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import java.util.ArrayList;
import java.util.List;

/** Elementwise primitives on tensors: promotion and broadcasting, then one node. */
final class Elementwise {
  private Elementwise() {}

  /** What is done with operands that have one dtype and shape. */
  interface Binary {
    Node of(Node x, Node y);
  }

  static Tensor unary(String name, Op op, Tensor x) {
    Operands in = Operands.of(name, x);
    return in.result(checked(name, () -> Nodes.unary(op, in.node(0)), x));
  }

  /** A function with real results: integers become float32 first. */
  static Tensor real(String name, Op op, Tensor x) {
    return unary(name, op, x.to(Promotion.real(x.dtype())));
  }

  static Tensor binary(String name, Tensor x, Tensor y, Binary op) {
    return binary(name, x, y, Promotion.of(x, y), op);
  }

  static Tensor binary(String name, Tensor x, Tensor y, DType dtype, Binary op) {
    Operands in = Operands.of(name, x, y);
    Shape shape = Shapes.broadcast(name, x.shape(), y.shape());
    Node a = fit(in.node(0), dtype, shape);
    Node b = fit(in.node(1), dtype, shape);
    return in.result(checked(name, () -> op.of(a, b), x, y));
  }

  static Tensor withNumber(String name, Tensor x, Number number, Binary op) {
    return withNumber(name, x, number, Promotion.of(x.dtype(), number), op);
  }

  static Tensor withNumber(String name, Tensor x, Number number, DType dtype, Binary op) {
    Operands in = Operands.of(name, x);
    Node a = fit(in.node(0), dtype, x.shape());
    Node b = Nodes.constant(x.shape(), literal(dtype, number));
    return in.result(checked(name, () -> op.of(a, b), x));
  }

  /** The same with a number by which integers can be divided. */
  static Tensor withDivisor(String name, Tensor x, Number number, Binary op) {
    DType dtype = Promotion.of(x.dtype(), number);
    Shapes.check(
        dtype.isFloat() || number.doubleValue() != 0, name, () -> dtype + " divided by zero");
    return withNumber(name, x, number, dtype, op);
  }

  static Tensor where(Tensor condition, Tensor x, Tensor y) {
    Operands in = Operands.of("where", condition, x, y);
    Shapes.check(
        condition.dtype().isBool(),
        "where",
        () -> "the condition must be bool, got " + condition.dtype());
    Shape shape = Shapes.broadcast("where", condition.shape(), x.shape(), y.shape());
    DType dtype = Promotion.of(x, y);
    return in.result(
        Nodes.where(
            fit(in.node(0), DType.BOOL, shape),
            fit(in.node(1), dtype, shape),
            fit(in.node(2), dtype, shape)));
  }

  static Tensor cast(Tensor x, DType dtype) {
    if (x.dtype() == dtype) {
      return x;
    }
    Operands in = Operands.of("to", x);
    Tensor result = in.result(fit(in.node(0), dtype, x.shape()));
    result.keepBounds(x);
    return result;
  }

  // ---- comparisons: false for NaN, but ne

  static Node less(Node x, Node y) {
    return Nodes.binary(Op.CMPLT, ordered(x), ordered(y));
  }

  static Node lessOrEqual(Node x, Node y) {
    return x.dtype().isFloat()
        ? Nodes.binary(Op.OR, less(x, y), equal(x, y))
        : Nodes.unary(Op.NOT, less(y, x));
  }

  static Node equal(Node x, Node y) {
    return Nodes.binary(Op.CMPEQ, x, y);
  }

  static Node unequal(Node x, Node y) {
    return Nodes.binary(Op.CMPNE, x, y);
  }

  private static Node ordered(Node x) {
    return x.dtype().isBool() ? Nodes.cast(x, DType.INT32) : x;
  }

  // ---- division

  /** Rounded toward negative infinity, as Python's {@code //}. */
  static Node floorDivide(Node x, Node y) {
    if (x.dtype().isFloat()) {
      return floorDivideReals(x, y);
    }
    Node quotient = x.over(y);
    return Nodes.where(crosses(x, y), quotient.plus(-1), quotient);
  }

  /**
   * The quotient that goes with {@link #remainder}, as Python computes it: 1 // 0.1 is 9, since 0.1
   * is a little above a tenth, where the rounded quotient is 10.
   */
  private static Node floorDivideReals(Node x, Node y) {
    Node exact = x.minus(x.modulo(y)).over(y); // a whole number but for rounding
    Node whole = Nodes.where(crosses(x, y), exact.minus(exact.like(1.0)), exact);
    Node below = Nodes.unary(Op.FLOOR, whole);
    Node half = whole.like(0.5);
    Node nearest =
        Nodes.where(half.lessThan(whole.minus(below)), below.plus(below.like(1.0)), below);
    Node zero = nearest.like(0.0);
    Node quotient = x.over(y);
    Node signed = quotient.times(zero); // a zero with the quotient's sign
    Node result = Nodes.where(equal(whole, zero), signed, nearest);
    return Nodes.where(equal(y, zero), quotient, result);
  }

  /** With the sign of the divisor, as Python's {@code %}. */
  static Node remainder(Node x, Node y) {
    Node rest = x.modulo(y);
    return Nodes.where(crosses(x, y), rest.plus(y), rest);
  }

  /** True where the remainder is not zero and its sign differs from the divisor's. */
  private static Node crosses(Node x, Node y) {
    Node rest = x.modulo(y);
    Node zero = rest.like(0L);
    return unequal(rest, zero).and(unequal(rest.lessThan(zero), y.lessThan(zero)));
  }

  // ---- fitting

  /** The node as a dtype, expanded to a shape that it broadcasts to. */
  static Node fit(Node x, DType dtype, Shape shape) {
    if (x.isConst()) {
      return Nodes.constant(shape, ScalarSemantics.evaluate(Op.CAST, dtype, x.literal()));
    }
    return expand(cast(x, dtype), shape);
  }

  /** A cast; a truth value is compared, not truncated. */
  private static Node cast(Node x, DType dtype) {
    return dtype.isBool() && !x.dtype().isBool()
        ? Nodes.binary(Op.CMPNE, x, x.like(0L))
        : Nodes.cast(x, dtype);
  }

  static Node expand(Node x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    List<Size> sizes = new ArrayList<>(x.shape().sizes());
    while (sizes.size() < shape.rank()) {
      sizes.add(0, Size.ONE);
    }
    return Nodes.expand(Nodes.reshape(x, Shape.of(sizes)), shape);
  }

  static Literal literal(DType dtype, Number number) {
    return Promotion.isFloat(number)
        ? Literal.of(dtype, number.doubleValue())
        : Literal.of(dtype, number.longValue());
  }

  /** Runs a factory and lets its complaint speak of the operation that the program called. */
  private static Node checked(
      String name, java.util.function.Supplier<Node> factory, Tensor... operands) {
    try {
      return factory.get();
    } catch (IllegalArgumentException misuse) {
      StringBuilder given = new StringBuilder();
      for (Tensor operand : operands) {
        given.append(given.length() == 0 ? "" : " and ").append(operand.dtype());
      }
      throw new IllegalArgumentException(name + ": is not defined for " + given, misuse);
    }
  }
}
