package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Op;
import java.util.function.UnaryOperator;

/** Joins the values of strips to a few variables, interleaved. */
record StripInterleaving(Frame frame, Op kind, DType dtype, JavaExpression name)
    implements StripReduction {
  private static final int VARIABLES = 8;

  @Override
  public void declare() {
    for (int i = 0; i < VARIABLES; i++) {
      frame.declare(
          JavaTypes.scalar(dtype), variable(i).toString(), Literals.of(kind.identity(dtype)));
    }
  }

  private JavaExpression variable(int i) {
    return JavaExpression.name(name + "_" + i);
  }

  private void add(JavaExpression sum, JavaExpression value) {
    frame.code().assign(sum, ScalarOps.binary(kind, dtype, sum, value));
  }

  @Override
  public void update(JavaExpression many, UnaryOperator<JavaExpression> value) {
    JavaExpression next = frame.declare(TypeName.INT, "j" + name, 0);
    frame.code().open("for (; $L <= $L - $L; $L += $L)", next, many, VARIABLES, next, VARIABLES);
    for (int i = 0; i < VARIABLES; i++) {
      add(variable(i), value.apply(next.plus(i)));
    }
    frame.code().close();
    frame.code().open("for (; $L < $L; $L++)", next, many, next);
    add(variable(0), value.apply(next));
    frame.code().close();
  }

  /** Joins everything in pairs, the second half to the first. */
  @Override
  public void join() {
    for (int half = VARIABLES / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        add(variable(i), variable(i + half));
      }
    }
    add(name, variable(0));
  }

  /** The function that joins the first {@code many} elements of an array. */
  static String ofArray(Frame frame, Op kind, DType dtype, int many) {
    JavaExpression sum = JavaExpression.name("a");
    StripInterleaving all = new StripInterleaving(frame, kind, dtype, sum);
    return frame.unit.function(
        Unit.functionName(kind, "InTurn", many, dtype),
        function ->
            function
                .addCode(frame.apart(() -> all.whole(many)).build())
                .returns(JavaTypes.scalar(dtype))
                .addParameter(JavaTypes.array(dtype), "t")
                .addParameter(Frame.ALONE));
  }

  private void whole(int many) {
    frame.code().declare(JavaTypes.scalar(dtype), "a", Literals.of(kind.identity(dtype)));
    declare();
    update(JavaExpression.number(many), at -> JavaExpression.name("t").element(at));
    join();
    frame.code().line("return a");
  }
}
