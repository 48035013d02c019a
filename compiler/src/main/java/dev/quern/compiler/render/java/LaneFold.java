package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.List;

/** Writes the function that joins the elements of a small array pairwise, halves first. */
final class LaneFold {
  private LaneFold() {}

  /** The name of the function, which the class has from now on. */
  static String function(Unit unit, Op kind, DType dtype, int lanes) {
    return unit.function(
        Unit.functionName(kind, "", lanes, dtype),
        function ->
            function
                .returns(JavaTypes.scalar(dtype))
                .addParameter(JavaTypes.array(dtype), "t")
                .addCode(body(kind, dtype, lanes).build()));
  }

  private static Code body(Op kind, DType dtype, int lanes) {
    Code code = new Code();
    List<JavaExpression> row = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      row.add(JavaExpression.name("t").element(i));
    }
    for (int half = lanes / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        JavaExpression joined = ScalarOps.binary(kind, dtype, row.get(i), row.get(i + half));
        row.set(i, code.declare(JavaTypes.scalar(dtype), "x" + half + "_" + i, joined));
      }
    }
    code.line("return $L", row.get(0));
    return code;
  }
}
