package dev.quern.compiler.render.java;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.StripPlan;
import java.util.function.UnaryOperator;

/** Joins the values of strips to a few variables in turn. */
final class StripTurns implements StripReduction {
  private static final int VARIABLES = 8;

  private final Frame frame;
  private final Op kind;
  private final DType dtype;
  private final String name;

  StripTurns(Frame frame, Node update) {
    this(
        frame,
        StripPlan.kind(update.source(0)),
        update.source(0).dtype(),
        frame.name(update.source(0)));
  }

  private StripTurns(Frame frame, Op kind, DType dtype, String name) {
    this.frame = frame;
    this.kind = kind;
    this.dtype = dtype;
    this.name = name;
  }

  @Override
  public void declare() {
    for (int i = 0; i < VARIABLES; i++) {
      frame.declare(Types.scalar(dtype), variable(i).text(), Literals.of(kind.identity(dtype)));
    }
  }

  private Text variable(int i) {
    return Text.atom(name + "_" + i);
  }

  private void add(Text sum, Text value) {
    frame.code().assign(sum.text(), ScalarOps.binary(kind, dtype, sum, value));
  }

  @Override
  public void update(String many, UnaryOperator<Text> value) {
    String next = "j" + name;
    frame.declare(TypeName.INT, next, "0");
    frame
        .code()
        .open("for (; %s <= %s - %d; %s += %d)".formatted(next, many, VARIABLES, next, VARIABLES));
    for (int i = 0; i < VARIABLES; i++) {
      add(variable(i), value.apply(Text.atom(next).plus(i)));
    }
    frame.code().close();
    frame.code().open("for (; %s < %s; %s++)".formatted(next, many, next));
    add(variable(0), value.apply(Text.atom(next)));
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
    add(Text.atom(name), variable(0));
  }

  /** The method that joins the first {@code many} elements of an array. */
  static MethodSpec ofArray(Frame frame, String name, Op kind, DType dtype, int many) {
    Code body =
        frame.apart(
            () -> {
              StripTurns turns = new StripTurns(frame, kind, dtype, "a");
              frame.code().declare(Types.scalar(dtype), "a", Literals.of(kind.identity(dtype)));
              turns.declare();
              turns.update("" + many, at -> Text.atom("t[" + at + "]"));
              turns.join();
              frame.code().line("return a");
            });
    return StripFold.function(name, body)
        .returns(Types.scalar(dtype))
        .addParameter(Types.array(dtype), "t")
        .addParameter(Outline.ALONE)
        .build();
  }
}
