package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.List;

/** Elementwise ops on single values, in Java. */
final class ScalarOps {
  private ScalarOps() {}

  /** The op applied to the texts of its sources. */
  static Text of(Node node, List<Text> in) {
    DType from = node.source(0).dtype();
    return switch (node.op()) {
      case NEG -> Text.prefix("-", guarded(in.get(0)));
      case NOT -> Text.prefix(from.isBool() ? "!" : "~", in.get(0));
      case ABS -> Text.call("Math.abs", in.get(0));
      case SQRT, FLOOR -> rounded(node, in.get(0));
      case CAST -> cast(from, node.dtype(), in.get(0));
      case BITCAST -> bitcast(from, node.dtype(), in.get(0));
      case WHERE -> choice(in.get(0), in.get(1), in.get(2));
      case FMA -> Text.call("Math.fma", in.get(0), in.get(1), in.get(2));
      case ADD, SUB, MUL, DIV, MOD, MAX, MIN, AND, OR, XOR, SHL, SHR, USHR, CMPLT, CMPEQ, CMPNE ->
          binary(node.op(), from, in.get(0), in.get(1));
      default -> throw new AssertionError("render: " + node + " is not elementary");
    };
  }

  /** {@code a op b} for operands of the dtype. */
  static Text binary(Op op, DType dtype, Text a, Text b) {
    return switch (op) {
      case ADD -> Text.infix(a, "+", b, Text.SUM);
      case SUB -> Text.infix(a, "-", b, Text.SUM);
      case MUL -> Text.infix(a, "*", b, Text.PRODUCT);
      case DIV -> Text.infix(a, "/", b, Text.PRODUCT);
      case MOD -> Text.infix(a, "%", b, Text.PRODUCT);
      case MAX -> dtype.isBool() ? either(a, b) : Text.call("Math.max", a, b);
      case MIN -> dtype.isBool() ? both(a, b) : Text.call("Math.min", a, b);
      case AND -> dtype.isBool() ? both(a, b) : Text.infix(a, "&", b, Text.BIT_AND);
      case OR -> dtype.isBool() ? either(a, b) : Text.infix(a, "|", b, Text.BIT_OR);
      case XOR -> Text.infix(a, "^", b, Text.BIT_XOR);
      case SHL -> Text.infix(a, "<<", b, Text.SHIFT);
      case SHR -> Text.infix(a, ">>", b, Text.SHIFT);
      case USHR -> Text.infix(a, ">>>", b, Text.SHIFT);
      case CMPLT -> Text.infix(a, "<", b, Text.ORDER);
      case CMPEQ -> Text.infix(a, "==", b, Text.EQUALITY);
      case CMPNE -> Text.infix(a, "!=", b, Text.EQUALITY);
      default -> throw new AssertionError("render: " + op + " is not binary");
    };
  }

  static Text both(Text a, Text b) {
    return new Text(a.at(Text.AND) + " && " + b.at(Text.AND), Text.AND);
  }

  private static Text either(Text a, Text b) {
    return new Text(a.at(Text.OR) + " || " + b.at(Text.OR), Text.OR);
  }

  static Text choice(Text condition, Text a, Text b) {
    int inner = Text.CHOICE + 1;
    return new Text(condition.at(inner) + " ? " + a.at(inner) + " : " + b.at(inner), Text.CHOICE);
  }

  /** {@code - -x} must not become {@code --x}. */
  private static Text guarded(Text operand) {
    return operand.text().startsWith("-") ? Text.atom("(" + operand + ")") : operand;
  }

  private static Text rounded(Node node, Text in) {
    Text value = Text.call(node.op() == Op.SQRT ? "Math.sqrt" : "Math.floor", in);
    return node.dtype() == DType.FLOAT32 ? Text.prefix("(float) ", value) : value;
  }

  static Text zero(DType dtype) {
    return Literals.of(Literal.of(dtype, 0L));
  }

  private static Text cast(DType from, DType to, Text in) {
    if (from.isBool()) {
      return choice(in, Literals.of(Literal.of(to, 1L)), zero(to));
    }
    return to.isBool()
        ? binary(Op.CMPNE, from, in, zero(from))
        : Text.prefix("(" + Types.scalar(to) + ") ", guarded(in));
  }

  private static Text bitcast(DType from, DType to, Text in) {
    if (from.isFloat() == to.isFloat()) {
      return in;
    }
    return switch (to) {
      case INT32 -> Text.call("Float.floatToRawIntBits", in);
      case INT64 -> Text.call("Double.doubleToRawLongBits", in);
      case FLOAT32 -> Text.call("Float.intBitsToFloat", in);
      case FLOAT64 -> Text.call("Double.longBitsToDouble", in);
      case BOOL -> throw new AssertionError("render: bitcast to bool");
    };
  }
}
