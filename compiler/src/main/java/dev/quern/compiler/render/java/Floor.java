package dev.quern.compiler.render.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.quern.compiler.ir.DType;
import javax.lang.model.element.Modifier;

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
    String name = "floor" + unit.registers.lanes(dtype) + Types.scalar(dtype);
    String species = unit.species(dtype);
    VectorOps ops = new VectorOps(unit);
    return unit.function(name, () -> text(name, dtype, species, ops));
  }

  private static MethodSpec text(String name, DType dtype, String species, VectorOps ops) {
    boolean wide = dtype == DType.FLOAT64;
    ClassName vector = Types.vector(dtype);
    String limit = wide ? "0x1p52" : "0x1p23f";
    DType integers = dtype.integer();
    String sign = wide ? "Long.MIN_VALUE" : "Integer.MIN_VALUE";
    String signOfX = ops.bits(dtype, integers, "x") + ".and(" + sign + ")";
    String signed = ops.bits(dtype, integers, "near") + ".or(" + signOfX + ")";
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("$T size = x.abs()", vector);
    code.addStatement("$T near = size.add($L).sub($L)", vector, limit, limit);
    code.addStatement("$T signed = $L", vector, ops.bits(integers, dtype, signed));
    code.addStatement(
        "$T low = signed.blend(signed.sub($L), signed.compare($T.GT, x))",
        vector,
        wide ? "1.0" : "1.0f",
        Types.OPERATORS);
    code.addStatement("return x.blend(low, size.compare($T.LT, $L))", Types.OPERATORS, limit);
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addJavadoc("Toward negative infinity, for $L.\n", species)
        .returns(vector)
        .addParameter(vector, "x")
        .addCode(code.build())
        .build();
  }
}
