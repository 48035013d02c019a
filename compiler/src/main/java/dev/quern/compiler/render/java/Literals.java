package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;

/** Constants as Java source that denotes the same bits. */
final class Literals {
  private static final double LARGEST_DECIMAL = 1 << 20;

  private Literals() {}

  static JavaExpression of(Literal literal) {
    return switch (literal.dtype()) {
      case BOOL -> JavaExpression.atom(literal.bits() != 0 ? "true" : "false");
      case INT32 -> integer(Long.toString(literal.bits()));
      case INT64 -> integer(literal.bits() + "L");
      case FLOAT32, FLOAT64 -> real(literal);
    };
  }

  private static JavaExpression real(Literal literal) {
    double value = literal.real();
    boolean wide = literal.dtype() == DType.FLOAT64;
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return wide
          ? JavaExpression.atom("Double.longBitsToDouble(0x$LL)", Long.toHexString(literal.bits()))
          : JavaExpression.atom(
              "Float.intBitsToFloat(0x$L)", Integer.toHexString((int) literal.bits()));
    }
    String suffix = wide ? "" : "f";
    boolean plain = value == Math.rint(value * 4) / 4 && Math.abs(value) < LARGEST_DECIMAL;
    return integer((plain ? Double.toString(value) : Double.toHexString(value)) + suffix);
  }

  private static JavaExpression integer(String text) {
    return JavaExpression.of(
        text.startsWith("-") ? JavaExpression.NEGATIVE : JavaExpression.ATOM, "$L", text);
  }
}
