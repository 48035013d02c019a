package dev.quern.compiler.render.java;

import com.palantir.javapoet.ClassName;
import dev.quern.compiler.ir.DType;

/**
 * The floor of a vector, which the vector API lacks, from exact operations.
 *
 * <p>Adding and subtracting 2^(p-1), p the bits of the significand, rounds a magnitude below it to
 * an integer; with the sign put back, what came out above x is one too large. Larger magnitudes and
 * NaN are their own floor. The sign is put back by bits, so that -0.0 stays.
 */
final class Floor {
  private Floor() {}

  /** The name of the function, which the class has from now on. */
  static String function(Unit unit, DType dtype) {
    ClassName vector = JavaTypes.vector(dtype);
    return unit.function(
        Unit.functionName("floor", unit.registers.lanes(dtype), dtype),
        function ->
            function
                .addJavadoc("Toward negative infinity, for $L.\n", unit.species(dtype))
                .returns(vector)
                .addParameter(vector, "x")
                .addCode(body(unit, dtype).build()));
  }

  private static Code body(Unit unit, DType dtype) {
    boolean wide = dtype == DType.FLOAT64;
    ClassName vector = JavaTypes.vector(dtype);
    String limit = wide ? "0x1p52" : "0x1p23f";
    String sign = wide ? "Long.MIN_VALUE" : "Integer.MIN_VALUE";
    String one = wide ? "1.0" : "1.0f";
    DType integers = dtype.integer();
    JavaExpression bits = unit.bits(dtype, integers, JavaExpression.name("x"));
    JavaExpression near = unit.bits(dtype, integers, JavaExpression.name("near"));
    JavaExpression signed = JavaExpression.atom("$L.or($L.and($L))", near, bits, sign);
    Code code = new Code();
    code.declare(vector, "size", "x.abs()");
    code.line("$T near = size.add($L).sub($L)", vector, limit, limit);
    code.declare(vector, "signed", unit.bits(integers, dtype, signed));
    String low = "$T low = signed.blend(signed.sub($L), signed.compare($T.GT, x))";
    code.line(low, vector, one, JavaTypes.OPERATORS);
    code.line("return x.blend(low, size.compare($T.LT, $L))", JavaTypes.OPERATORS, limit);
    return code;
  }
}
