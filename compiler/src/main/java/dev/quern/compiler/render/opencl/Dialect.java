package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg.Literal;
import dev.quern.compiler.ir.DType;
import java.math.BigDecimal;

/**
 * The dialect: OpenCL C's names for dtypes and its spelling of constants.
 *
 * <p>A bool is a {@code uchar} in memory, a {@code bool} as a scalar and a mask of ints, 0 or -1,
 * in a vector, whatever the width of what was compared.
 */
final class Dialect {
  private Dialect() {}

  /** The type of a scalar of the kernel. */
  static String scalar(DType dtype) {
    return switch (dtype) {
      case BOOL -> "bool";
      case INT32 -> "int";
      case INT64 -> "long";
      case FLOAT32 -> "float";
      case FLOAT64 -> "double";
    };
  }

  /** The type of an element in memory. */
  static String stored(DType dtype) {
    return dtype.isBool() ? "uchar" : scalar(dtype);
  }

  /** The type of {@code lanes} values. */
  static String value(DType dtype, int lanes) {
    return lanes == 1 ? scalar(dtype) : (dtype.isBool() ? "int" : scalar(dtype)) + lanes;
  }

  /** The unsigned type of an integer's bits. */
  static String unsigned(DType dtype, int lanes) {
    return "u" + scalar(dtype) + (lanes == 1 ? "" : lanes);
  }

  /** The integer type that a comparison of this type gives in vectors, as wide as the operands. */
  static String mask(DType dtype, int lanes) {
    return (dtype.bytes() == 8 ? "long" : "int") + (lanes == 1 ? "" : lanes);
  }

  /** The name of lane {@code lane} of a vector. */
  static String lane(int lane) {
    return ".s" + Integer.toHexString(lane);
  }

  static String literal(Literal value) {
    return switch (value.dtype()) {
      case BOOL -> value.bits() != 0 ? "true" : "false";
      case INT32 -> integer(value.bits(), Integer.MIN_VALUE, "");
      case INT64 -> integer(value.bits(), Long.MIN_VALUE, "L");
      case FLOAT32, FLOAT64 -> real(value);
    };
  }

  private static String integer(long value, long least, String suffix) {
    if (value == least) { // -x is an operator on x, which would not fit
      return "(" + (value + 1) + suffix + " - 1)";
    }
    return value < 0 ? "(" + value + suffix + ")" : value + suffix;
  }

  private static String real(Literal value) {
    boolean single = value.dtype() == DType.FLOAT32;
    double real = value.real();
    if (Double.isNaN(real) || Double.isInfinite(real)) {
      String bits = "0x" + Long.toHexString(value.bits());
      return single ? "as_float(" + bits + ")" : "as_double(" + bits + "L)";
    }
    String decimal = single ? Float.toString((float) real) : Double.toString(real);
    boolean exact = new BigDecimal(decimal).compareTo(new BigDecimal(real)) == 0;
    String hex = single ? Float.toHexString((float) real) : Double.toHexString(real);
    String text = (exact && decimal.length() < 12 ? decimal : hex) + (single ? "f" : "");
    return text.startsWith("-") ? "(" + text + ")" : text;
  }
}
