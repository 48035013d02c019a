package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.List;
import java.util.function.Predicate;

/**
 * Turns one elementwise op over texts of its operands into text of the same meaning. Results are
 * atoms: names, calls, or in parentheses.
 */
final class Operations {
  private final Helpers helpers;
  private final Predicate<Node> mayOverflow;

  Operations(Helpers helpers, Predicate<Node> mayOverflow) {
    this.helpers = helpers;
    this.mayOverflow = mayOverflow;
  }

  /** The text of {@code node} for {@code lanes} values, given that of its sources. */
  String text(Node node, int lanes, List<String> in) {
    DType dtype = node.source(0).dtype();
    String a = in.get(0);
    return switch (node.op()) {
      case NEG ->
          dtype.isFloat() ? "(-" + a + ")" : wrapped(dtype, lanes, "-" + bits(a, dtype, lanes));
      case NOT -> dtype.isBool() && lanes == 1 ? "(!" + a + ")" : "(~" + a + ")";
      case ABS -> dtype.isFloat() ? "fabs(" + a + ")" : wrapped(dtype, lanes, "abs(" + a + ")");
      case SQRT -> "sqrt(" + a + ")";
      case FLOOR -> "floor(" + a + ")";
      case CAST -> cast(a, dtype, node.dtype(), lanes);
      case BITCAST -> "as_" + Dialect.value(node.dtype(), lanes) + "(" + a + ")";
      case ADD, SUB, MUL -> arithmetic(node, lanes, a, in.get(1));
      case DIV, MOD -> division(node, lanes, a, in.get(1));
      case MAX, MIN -> extremum(node, lanes, a, in.get(1));
      case AND, OR, XOR -> "(" + a + " " + symbol(node.op()) + " " + in.get(1) + ")";
      case SHL, SHR, USHR -> shift(node, lanes, a, in.get(1));
      case CMPLT, CMPEQ, CMPNE ->
          comparison(dtype, lanes, a + " " + symbol(node.op()) + " " + in.get(1));
      case WHERE -> where(node.dtype(), lanes, in);
      case FMA -> "fma(" + String.join(", ", in) + ")";
      default ->
          throw new IllegalArgumentException(
              "OpenCL: " + node.op().text() + " of " + dtype + " has no rendering");
    };
  }

  /** {@code kind(a, b)}, as an accumulator combines. */
  String combined(Op kind, DType dtype, int lanes, List<String> in) {
    String a = in.get(0);
    String b = in.get(1);
    if (kind == Op.MAX || kind == Op.MIN) {
      return extremum(kind, dtype, lanes, in);
    }
    boolean wraps = dtype.isInteger() && (kind == Op.ADD || kind == Op.MUL);
    return wraps
        ? wrapped(
            dtype, lanes, bits(a, dtype, lanes) + " " + symbol(kind) + " " + bits(b, dtype, lanes))
        : a + " " + symbol(kind) + " " + b;
  }

  private static String symbol(Op op) {
    return switch (op) {
      case ADD -> "+";
      case SUB -> "-";
      case MUL -> "*";
      case DIV -> "/";
      case MOD -> "%";
      case AND -> "&";
      case OR -> "|";
      case XOR -> "^";
      case CMPLT -> "<";
      case CMPEQ -> "==";
      case CMPNE -> "!=";
      default -> throw new IllegalArgumentException(op.text() + " is no operator");
    };
  }

  private static String bits(String text, DType dtype, int lanes) {
    return "as_" + Dialect.unsigned(dtype, lanes) + "(" + text + ")";
  }

  /** Overflow of signed integers is undefined in C, that of unsigned ones wraps. */
  private static String wrapped(DType dtype, int lanes, String text) {
    return "as_" + Dialect.value(dtype, lanes) + "(" + text + ")";
  }

  private String arithmetic(Node node, int lanes, String a, String b) {
    DType dtype = node.dtype();
    String symbol = " " + symbol(node.op()) + " ";
    return dtype.isFloat() || !mayOverflow.test(node)
        ? "(" + a + symbol + b + ")"
        : wrapped(dtype, lanes, bits(a, dtype, lanes) + symbol + bits(b, dtype, lanes));
  }

  private String division(Node node, int lanes, String a, String b) {
    boolean quotient = node.op() == Op.DIV;
    if (node.dtype().isFloat()) {
      return quotient
          ? "(" + a + " / " + b + ")"
          : helpers.remainder(node.dtype(), lanes) + "(" + a + ", " + b + ")";
    }
    Node divisor = uniform(node.source(1));
    boolean safe = divisor.isConst() && !divisor.isIndex(0) && !divisor.isIndex(-1);
    return safe
        ? "(" + a + " " + symbol(node.op()) + " " + b + ")"
        : helpers.division(quotient, node.dtype(), lanes) + "(" + a + ", " + b + ")";
  }

  private String extremum(Node node, int lanes, String a, String b) {
    boolean largest = node.op() == Op.MAX;
    Node limit = uniform(node.source(1));
    Literal yielding = Literal.of(node.dtype(), largest ? -0.0 : 0.0); // to the other zero
    boolean simple =
        node.dtype().isFloat()
            && limit.isConst()
            && !Double.isNaN(limit.literal().real())
            && !limit.literal().equals(yielding);
    return simple
        ? helpers.limit(largest, node.dtype(), lanes) + "(" + a + ", " + b + ")"
        : extremum(node.op(), node.dtype(), lanes, List.of(a, b));
  }

  private String extremum(Op kind, DType dtype, int lanes, List<String> in) {
    boolean largest = kind == Op.MAX;
    if (dtype.isBool()) {
      return "(" + in.get(0) + (largest ? " | " : " & ") + in.get(1) + ")";
    }
    String name =
        dtype.isFloat() ? helpers.extremum(largest, dtype, lanes) : largest ? "max" : "min";
    return name + "(" + in.get(0) + ", " + in.get(1) + ")";
  }

  /** A scalar, or what all lanes of a vector have in common. */
  private static Node uniform(Node value) {
    return value.op() == Op.BROADCAST ? value.source(0) : value;
  }

  private static String shift(Node node, int lanes, String a, String b) {
    DType dtype = node.dtype();
    int width = dtype.bytes() * 8 - 1;
    Node by = uniform(node.source(1));
    String count =
        by.isConst() ? Long.toString(by.literal().bits() & width) : "(" + b + " & " + width + ")";
    String counted = by.isConst() ? count : bits(count, dtype, lanes);
    return switch (node.op()) {
      case SHR -> "(" + a + " >> " + count + ")";
      case SHL -> wrapped(dtype, lanes, bits(a, dtype, lanes) + " << " + counted);
      default -> wrapped(dtype, lanes, bits(a, dtype, lanes) + " >> " + counted);
    };
  }

  private static String comparison(DType dtype, int lanes, String text) {
    boolean wide = lanes > 1 && dtype.bytes() == 8;
    return (wide ? "convert_int" + lanes : "") + "(" + text + ")";
  }

  private static String where(DType dtype, int lanes, List<String> in) {
    if (lanes == 1) {
      return "(" + in.get(0) + " ? " + in.get(1) + " : " + in.get(2) + ")";
    }
    boolean wide = dtype.bytes() == 8;
    String mask = wide ? "convert_long" + lanes + "(" + in.get(0) + ")" : in.get(0);
    return "select(" + in.get(2) + ", " + in.get(1) + ", " + mask + ")";
  }

  private String cast(String a, DType from, DType to, int lanes) {
    String convert = "convert_" + Dialect.value(to, lanes);
    if (to.isBool()) {
      return comparison(from, lanes, a + " != 0");
    }
    if (from.isBool()) {
      String bit = lanes == 1 ? "(" + a + " ? 1 : 0)" : "(" + a + " & 1)";
      return to == DType.INT32 ? bit : convert + bit;
    }
    boolean truncates = from.isFloat() && to.isInteger();
    return (truncates ? helpers.truncation(from, to, lanes) : convert) + "(" + a + ")";
  }
}
