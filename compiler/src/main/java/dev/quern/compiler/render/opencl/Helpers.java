package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Collects the functions that a kernel needs where an operator or built-in function of OpenCL C
 * means something else than the op does. A name determines its text, so that kernels of one program
 * share the functions.
 */
final class Helpers {
  private final Map<String, String> functions = new TreeMap<>();

  /** The collected functions in the order of their names. */
  List<MicroKernel> functions() {
    List<MicroKernel> list = new ArrayList<>();
    functions.forEach((name, source) -> list.add(new MicroKernel(name, source)));
    return list;
  }

  /** Adds a function unless it is there, and gives its name. */
  String define(String name, String type, String parameters, String body) {
    functions.computeIfAbsent(
        name, absent -> "static " + type + " " + name + "(" + parameters + ") {\n" + body + "}\n");
    return name;
  }

  /** Maximum or minimum of floats: NaN if either is, and +0.0 above -0.0. */
  String extremum(boolean largest, DType dtype, int lanes) {
    String type = Dialect.value(dtype, lanes);
    String bits = Dialect.mask(dtype, lanes);
    String zeros = "as_%s(as_%s(a) %s as_%s(b))".formatted(type, bits, largest ? "&" : "|", bits);
    String first = largest ? "a > b" : "a < b";
    String second = largest ? "a < b" : "a > b";
    String body =
        lanes == 1
            ? "  return %s ? a : %s ? b : a == b ? %s : a + b;\n".formatted(first, second, zeros)
            : "  %s r = select(a + b, %s, a == b);\n".formatted(type, zeros)
                + "  r = select(r, a, %s);\n  return select(r, b, %s);\n".formatted(first, second);
    return define((largest ? "max_" : "min_") + type, type, twice(type), body);
  }

  /** Maximum or minimum of a float and a limit that is neither NaN nor the zero that yields. */
  String limit(boolean largest, DType dtype, int lanes) {
    String type = Dialect.value(dtype, lanes);
    String name = (largest ? "at_least_" : "at_most_") + type;
    String test = "a " + (largest ? "<" : ">") + "= b";
    String body =
        lanes == 1 ? "  return " + test + " ? b : a;\n" : "  return select(a, b, " + test + ");\n";
    return define(name, type, twice(type), body);
  }

  /** Quotient or remainder toward zero, without the traps of some processors; 0 for divisor 0. */
  String division(boolean quotient, DType dtype, int lanes) {
    String type = Dialect.value(dtype, lanes);
    String negated = "as_%s(-as_%s(a))".formatted(type, Dialect.unsigned(dtype, lanes));
    String byMinusOne = quotient ? negated : "(" + type + ")(0)";
    String operator = quotient ? "/" : "%";
    String body =
        lanes == 1
            ? "  return b == 0 ? 0 : b == -1 ? " + byMinusOne + " : a " + operator + " b;\n"
            : "  const #T zero = b == 0;\n  const #T minus = b == -1;\n"
                + ("  const #T r = a " + operator + " select(b, (#T)(1), zero | minus);\n")
                + ("  return select(select(r, " + byMinusOne + ", minus), (#T)(0), zero);\n");
    String name = (quotient ? "div_" : "mod_") + type;
    return define(name, type, twice(type), body.replace("#T", type));
  }

  /**
   * Remainder of floats lane by lane: some drivers' vectors are inexact where the quotient is
   * large.
   */
  String remainder(DType dtype, int lanes) {
    if (lanes == 1) {
      return "fmod";
    }
    String type = Dialect.value(dtype, lanes);
    String each =
        IntStream.range(0, lanes)
            .mapToObj(Dialect::lane)
            .map(lane -> "fmod(a" + lane + ", b" + lane + ")")
            .collect(Collectors.joining(", "));
    return define("fmod_" + type, type, twice(type), "  return (" + type + ")(" + each + ");\n");
  }

  /** Float to integer: toward zero, saturating, NaN to 0. */
  String truncation(DType from, DType to, int lanes) {
    String type = Dialect.value(to, lanes);
    String source = Dialect.value(from, lanes);
    boolean wide = to.bytes() == 8;
    String limit = (wide ? "0x1p63" : "0x1p31") + (from == DType.FLOAT32 ? "f" : "");
    String narrowed = from.bytes() == to.bytes() ? "" : "convert_" + Dialect.mask(to, lanes);
    String body =
        lanes == 1
            ? "  return a != a ? 0 : a >= #L ? #MAX : a < -#L ? #MIN : (#T) a;\n"
            : "  const #S inside = select((#S)(0), a, (a >= -#L) & (a < #L)); // false of NaN\n"
                + "  const #T r = select(convert_#T_rtz(inside), (#T)(#MAX), #M(a >= #L));\n"
                + "  return select(r, (#T)(#MIN), #M(a < -#L));\n";
    String text =
        body.replace("#MAX", wide ? "LONG_MAX" : "INT_MAX")
            .replace("#MIN", wide ? "LONG_MIN" : "INT_MIN")
            .replace("#M", narrowed)
            .replace("#L", limit)
            .replace("#S", source)
            .replace("#T", type);
    return define("to_" + type + "_from_" + source, type, "const " + source + " a", text);
  }

  private static String twice(String type) {
    return "const " + type + " a, const " + type + " b";
  }
}
