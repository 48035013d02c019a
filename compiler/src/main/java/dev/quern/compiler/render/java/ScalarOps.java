package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.List;

/** Elementwise ops on single values, in Java. */
final class ScalarOps {
  private ScalarOps() {}

  /** The op applied to the texts of its sources. */
  static JavaExpression of(Node node, List<JavaExpression> in) {
    DType from = node.source(0).dtype();
    return switch (node.op()) {
      case NEG -> JavaExpression.negative(in.get(0));
      case NOT -> JavaExpression.prefix(from.isBool() ? "!" : "~", in.get(0));
      case ABS -> JavaExpression.call("Math.abs", in.get(0));
      case SQRT, FLOOR -> rounded(node, in.get(0));
      case CAST -> cast(from, node.dtype(), in.get(0));
      case BITCAST -> bitcast(from, node.dtype(), in.get(0));
      case WHERE -> choice(in.get(0), in.get(1), in.get(2));
      case FMA -> JavaExpression.call("Math.fma", in.get(0), in.get(1), in.get(2));
      case ADD, SUB, MUL, DIV, MOD, MAX, MIN, AND, OR, XOR, SHL, SHR, USHR, CMPLT, CMPEQ, CMPNE ->
          binary(node.op(), from, in.get(0), in.get(1));
      default -> throw new AssertionError("render: " + node + " is not elementary");
    };
  }

  /** {@code a op b} for operands of the dtype. */
  static JavaExpression binary(Op op, DType dtype, JavaExpression a, JavaExpression b) {
    return switch (op) {
      case ADD -> JavaExpression.infix(a, "+", b, JavaExpression.SUM);
      case SUB -> JavaExpression.infix(a, "-", b, JavaExpression.SUM);
      case MUL -> JavaExpression.infix(a, "*", b, JavaExpression.PRODUCT);
      case DIV -> JavaExpression.infix(a, "/", b, JavaExpression.PRODUCT);
      case MOD -> JavaExpression.infix(a, "%", b, JavaExpression.PRODUCT);
      case MAX -> dtype.isBool() ? either(a, b) : JavaExpression.call("Math.max", a, b);
      case MIN -> dtype.isBool() ? both(a, b) : JavaExpression.call("Math.min", a, b);
      case AND ->
          dtype.isBool() ? both(a, b) : JavaExpression.infix(a, "&", b, JavaExpression.BIT_AND);
      case OR ->
          dtype.isBool() ? either(a, b) : JavaExpression.infix(a, "|", b, JavaExpression.BIT_OR);
      case XOR -> JavaExpression.infix(a, "^", b, JavaExpression.BIT_XOR);
      case SHL -> JavaExpression.infix(a, "<<", b, JavaExpression.SHIFT);
      case SHR -> JavaExpression.infix(a, ">>", b, JavaExpression.SHIFT);
      case USHR -> JavaExpression.infix(a, ">>>", b, JavaExpression.SHIFT);
      case CMPLT -> JavaExpression.infix(a, "<", b, JavaExpression.ORDER);
      case CMPEQ -> JavaExpression.infix(a, "==", b, JavaExpression.EQUALITY);
      case CMPNE -> JavaExpression.infix(a, "!=", b, JavaExpression.EQUALITY);
      default -> throw new AssertionError("render: " + op + " is not binary");
    };
  }

  static JavaExpression both(JavaExpression a, JavaExpression b) {
    return JavaExpression.of(
        JavaExpression.AND, "$L && $L", a.at(JavaExpression.AND), b.at(JavaExpression.AND));
  }

  private static JavaExpression either(JavaExpression a, JavaExpression b) {
    return JavaExpression.of(
        JavaExpression.OR, "$L || $L", a.at(JavaExpression.OR), b.at(JavaExpression.OR));
  }

  static JavaExpression choice(JavaExpression condition, JavaExpression a, JavaExpression b) {
    int inner = JavaExpression.CHOICE + 1;
    return JavaExpression.of(
        JavaExpression.CHOICE, "$L ? $L : $L", condition.at(inner), a.at(inner), b.at(inner));
  }

  private static JavaExpression rounded(Node node, JavaExpression in) {
    JavaExpression value =
        JavaExpression.call(node.op() == Op.SQRT ? "Math.sqrt" : "Math.floor", in);
    return node.dtype() == DType.FLOAT32 ? JavaExpression.cast(TypeName.FLOAT, value) : value;
  }

  static JavaExpression zero(DType dtype) {
    return Literals.of(Literal.of(dtype, 0L));
  }

  private static JavaExpression cast(DType from, DType to, JavaExpression in) {
    if (from.isBool()) {
      return choice(in, Literals.of(Literal.of(to, 1L)), zero(to));
    }
    return to.isBool()
        ? binary(Op.CMPNE, from, in, zero(from))
        : JavaExpression.cast(JavaTypes.scalar(to), in);
  }

  private static JavaExpression bitcast(DType from, DType to, JavaExpression in) {
    if (from.isFloat() == to.isFloat()) {
      return in;
    }
    return switch (to) {
      case INT32 -> JavaExpression.call("Float.floatToRawIntBits", in);
      case INT64 -> JavaExpression.call("Double.doubleToRawLongBits", in);
      case FLOAT32 -> JavaExpression.call("Float.intBitsToFloat", in);
      case FLOAT64 -> JavaExpression.call("Double.longBitsToDouble", in);
      case BOOL -> throw new AssertionError("render: bitcast to bool");
    };
  }
}
