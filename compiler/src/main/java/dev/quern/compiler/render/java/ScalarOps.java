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
  static JavaText of(Node node, List<JavaText> in) {
    DType from = node.source(0).dtype();
    return switch (node.op()) {
      case NEG -> JavaText.negative(in.get(0));
      case NOT -> JavaText.prefix(from.isBool() ? "!" : "~", in.get(0));
      case ABS -> JavaText.call("Math.abs", in.get(0));
      case SQRT, FLOOR -> rounded(node, in.get(0));
      case CAST -> cast(from, node.dtype(), in.get(0));
      case BITCAST -> bitcast(from, node.dtype(), in.get(0));
      case WHERE -> choice(in.get(0), in.get(1), in.get(2));
      case FMA -> JavaText.call("Math.fma", in.get(0), in.get(1), in.get(2));
      case ADD, SUB, MUL, DIV, MOD, MAX, MIN, AND, OR, XOR, SHL, SHR, USHR, CMPLT, CMPEQ, CMPNE ->
          binary(node.op(), from, in.get(0), in.get(1));
      default -> throw new AssertionError("render: " + node + " is not elementary");
    };
  }

  /** {@code a op b} for operands of the dtype. */
  static JavaText binary(Op op, DType dtype, JavaText a, JavaText b) {
    return switch (op) {
      case ADD -> JavaText.infix(a, "+", b, JavaText.SUM);
      case SUB -> JavaText.infix(a, "-", b, JavaText.SUM);
      case MUL -> JavaText.infix(a, "*", b, JavaText.PRODUCT);
      case DIV -> JavaText.infix(a, "/", b, JavaText.PRODUCT);
      case MOD -> JavaText.infix(a, "%", b, JavaText.PRODUCT);
      case MAX -> dtype.isBool() ? either(a, b) : JavaText.call("Math.max", a, b);
      case MIN -> dtype.isBool() ? both(a, b) : JavaText.call("Math.min", a, b);
      case AND -> dtype.isBool() ? both(a, b) : JavaText.infix(a, "&", b, JavaText.BIT_AND);
      case OR -> dtype.isBool() ? either(a, b) : JavaText.infix(a, "|", b, JavaText.BIT_OR);
      case XOR -> JavaText.infix(a, "^", b, JavaText.BIT_XOR);
      case SHL -> JavaText.infix(a, "<<", b, JavaText.SHIFT);
      case SHR -> JavaText.infix(a, ">>", b, JavaText.SHIFT);
      case USHR -> JavaText.infix(a, ">>>", b, JavaText.SHIFT);
      case CMPLT -> JavaText.infix(a, "<", b, JavaText.ORDER);
      case CMPEQ -> JavaText.infix(a, "==", b, JavaText.EQUALITY);
      case CMPNE -> JavaText.infix(a, "!=", b, JavaText.EQUALITY);
      default -> throw new AssertionError("render: " + op + " is not binary");
    };
  }

  static JavaText both(JavaText a, JavaText b) {
    return JavaText.of(JavaText.AND, "$L && $L", a.at(JavaText.AND), b.at(JavaText.AND));
  }

  private static JavaText either(JavaText a, JavaText b) {
    return JavaText.of(JavaText.OR, "$L || $L", a.at(JavaText.OR), b.at(JavaText.OR));
  }

  static JavaText choice(JavaText condition, JavaText a, JavaText b) {
    int inner = JavaText.CHOICE + 1;
    return JavaText.of(
        JavaText.CHOICE, "$L ? $L : $L", condition.at(inner), a.at(inner), b.at(inner));
  }

  private static JavaText rounded(Node node, JavaText in) {
    JavaText value = JavaText.call(node.op() == Op.SQRT ? "Math.sqrt" : "Math.floor", in);
    return node.dtype() == DType.FLOAT32 ? JavaText.cast(TypeName.FLOAT, value) : value;
  }

  static JavaText zero(DType dtype) {
    return Literals.of(Literal.of(dtype, 0L));
  }

  private static JavaText cast(DType from, DType to, JavaText in) {
    if (from.isBool()) {
      return choice(in, Literals.of(Literal.of(to, 1L)), zero(to));
    }
    return to.isBool()
        ? binary(Op.CMPNE, from, in, zero(from))
        : JavaText.cast(JavaTypes.scalar(to), in);
  }

  private static JavaText bitcast(DType from, DType to, JavaText in) {
    if (from.isFloat() == to.isFloat()) {
      return in;
    }
    return switch (to) {
      case INT32 -> JavaText.call("Float.floatToRawIntBits", in);
      case INT64 -> JavaText.call("Double.doubleToRawLongBits", in);
      case FLOAT32 -> JavaText.call("Float.intBitsToFloat", in);
      case FLOAT64 -> JavaText.call("Double.longBitsToDouble", in);
      case BOOL -> throw new AssertionError("render: bitcast to bool");
    };
  }
}
