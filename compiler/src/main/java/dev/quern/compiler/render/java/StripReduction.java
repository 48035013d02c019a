package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.function.UnaryOperator;

/**
 * Writes how the values of a strip are joined to an accumulator: in short strips to a few variables
 * in turn; in long ones, since HotSpot vectorizes no sum of floats, element by element to an array,
 * whose halves are joined at the end.
 */
final class StripReduction {
  /** Elements of a strip that is worth an array. */
  static final int LONG = 256;

  private static final int VARIABLES = 8;
  private static final Text J = Text.atom("j");

  private final Frame frame;
  private final Node update;
  private final int strip;
  private final Op kind;
  private final DType dtype;
  private final String name;

  StripReduction(Frame frame, Node update, int strip) {
    Node accumulator = update.source(0);
    this.frame = frame;
    this.update = update;
    this.strip = strip;
    this.kind = StripPlan.kind(accumulator);
    this.dtype = accumulator.dtype();
    this.name = frame.name(accumulator);
  }

  Node value() {
    return update.source(1);
  }

  void declare() {
    Text identity = Literals.of(kind.identity(dtype));
    if (strip >= LONG) {
      frame.code().line("Arrays.fill(%s, 0, %d, %s)".formatted(array("sums"), size(), identity));
      return;
    }
    for (int i = 0; i < VARIABLES; i++) {
      frame.declare(Types.scalar(dtype), variable(i).text(), identity);
    }
  }

  /** The least power of two that holds a strip. */
  private int size() {
    return Integer.highestOneBit(2 * strip - 1);
  }

  private String array(String use) {
    return frame.scratch(dtype, size(), use + " " + name);
  }

  private Text variable(int i) {
    return Text.atom(name + "_" + i);
  }

  private void add(Text sum, Text value) {
    frame.code().assign(sum.text(), ScalarOps.binary(kind, dtype, sum, value));
  }

  /** Joins the values of a strip of {@code many} elements. */
  void update(String many, UnaryOperator<Text> value) {
    if (strip >= LONG) {
      frame.code().open("for (int j = 0; j < " + many + "; j++)");
      add(Text.atom(array("sums") + "[j]"), value.apply(J));
      frame.code().close();
      return;
    }
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
  void join() {
    if (strip >= LONG) {
      halves();
    }
    for (int half = VARIABLES / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        add(element(i), element(i + half));
      }
    }
    add(Text.atom(name), element(0));
  }

  private Text element(int i) {
    return strip >= LONG ? Text.atom(array("sums") + "[" + i + "]") : variable(i);
  }

  /** The second half is copied, so that both are walked from 0. */
  private void halves() {
    String sums = array("sums");
    String rest = array("rest");
    frame
        .code()
        .open("for (int half = %d; half >= %d; half /= 2)".formatted(size() / 2, VARIABLES));
    frame.code().line("System.arraycopy(%s, half, %s, 0, half)".formatted(sums, rest));
    frame.code().open("for (int j = 0; j < half; j++)");
    add(Text.atom(sums + "[j]"), Text.atom(rest + "[j]"));
    frame.code().close();
    frame.code().close();
  }
}
