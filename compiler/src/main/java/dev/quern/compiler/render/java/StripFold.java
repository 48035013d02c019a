package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Op;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Joins the values of strips element by element to an array, which HotSpot vectorizes, and at the
 * end its quarters to a shorter one, until what is left is interleaved.
 *
 * @param joined the array; the values themselves if there is only one strip
 */
record StripFold(
    Frame frame,
    Op kind,
    DType dtype,
    JavaExpression name,
    int strip,
    boolean only,
    Supplier<JavaExpression> joined)
    implements StripReduction {
  private static final int QUARTER = 64; // elements that are better interleaved
  private static final JavaExpression J = JavaExpression.name("j");

  @Override
  public void declare() {
    if (!only) {
      JavaExpression identity = Literals.of(kind.identity(dtype));
      frame.code().line("$T.fill($L, 0, $L, $L)", JavaTypes.ARRAYS, joined.get(), strip, identity);
    }
  }

  @Override
  public void update(JavaExpression many, UnaryOperator<JavaExpression> value) {
    if (!only) {
      JavaExpression sum = joined.get().element(J);
      frame.alone(
          () -> {
            frame.code().count("j", many);
            frame.code().assign(sum, ScalarOps.binary(kind, dtype, sum, value.apply(J)));
            frame.code().close();
          });
    }
  }

  @Override
  public void join() {
    JavaExpression from = joined.get();
    int left = strip;
    while (left % 4 == 0 && left / 4 >= QUARTER) {
      left /= 4;
      JavaExpression to = frame.scratch(dtype, left, "quarter");
      frame.code().line("$L($L, $L, null)", quarters(left), from, to);
      from = to;
    }
    String inTurn = StripInterleaving.ofArray(frame, kind, dtype, left);
    JavaExpression rest = JavaExpression.atom("$L($L, null)", inTurn, from);
    frame.code().assign(name, ScalarOps.binary(kind, dtype, name, rest));
    frame.unit.hasLoners = true;
  }

  private String quarters(int elements) {
    return frame.unit.function(
        Unit.functionName(kind, "Quarters", elements, dtype),
        function ->
            function
                .addCode(joinQuarters(elements).build())
                .addParameter(JavaTypes.array(dtype), "from")
                .addParameter(JavaTypes.array(dtype), "to")
                .addParameter(Frame.ALONE));
  }

  private Code joinQuarters(int elements) {
    Code code = new Code();
    code.count("j", elements);
    JavaExpression even = pair(J, J.plus(2L * elements));
    JavaExpression odd = pair(J.plus(elements), J.plus(3L * elements));
    code.assign(JavaExpression.name("to").element(J), ScalarOps.binary(kind, dtype, even, odd));
    code.close();
    return code;
  }

  private JavaExpression pair(JavaExpression a, JavaExpression b) {
    JavaExpression from = JavaExpression.name("from");
    return ScalarOps.binary(kind, dtype, from.element(a), from.element(b));
  }
}
