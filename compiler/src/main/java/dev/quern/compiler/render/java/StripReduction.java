package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.function.UnaryOperator;

/**
 * Writes how the values of a strip are joined to an accumulator: to a few variables in turn. The
 * maximum of floats takes ten instructions, so of long strips it goes element by element to an
 * array, which HotSpot vectorizes, and whose halves are joined at the end.
 */
final class StripReduction {
  private static final int LONG = 256; // elements of a strip that is worth an array
  private static final int SHORT = 64; // elements that are not
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

  /** True of a maximum or minimum of floats. */
  static boolean isExtreme(Node update) {
    Op kind = StripPlan.kind(update.source(0));
    return update.source(0).dtype().isFloat() && (kind == Op.MAX || kind == Op.MIN);
  }

  private boolean inArray() {
    return strip >= LONG && isExtreme(update);
  }

  void declare() {
    Text identity = Literals.of(kind.identity(dtype));
    if (inArray()) {
      frame.code().line("Arrays.fill(%s, 0, %d, %s)".formatted(array("most"), size(), identity));
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
    if (inArray()) {
      frame.code().open("for (int j = 0; j < " + many + "; j++)");
      add(Text.atom(array("most") + "[j]"), value.apply(J));
      frame.code().close();
    } else {
      inTurn(many, value);
    }
  }

  private void inTurn(String many, UnaryOperator<Text> value) {
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
    if (inArray()) {
      halves();
      inTurn("" + SHORT, at -> Text.atom(array("most") + "[" + at + "]"));
    }
    for (int half = VARIABLES / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        add(variable(i), variable(i + half));
      }
    }
    add(Text.atom(name), variable(0));
  }

  /** The second half is copied, so that both are walked from 0. */
  private void halves() {
    String most = array("most");
    String rest = array("rest");
    frame.code().open("for (int half = %d; half >= %d; half /= 2)".formatted(size() / 2, SHORT));
    frame.code().line("System.arraycopy(%s, half, %s, 0, half)".formatted(most, rest));
    frame.code().open("for (int j = 0; j < half; j++)");
    add(Text.atom(most + "[j]"), Text.atom(rest + "[j]"));
    frame.code().close();
    frame.code().close();
  }
}
