package dev.quern.compiler.render.java;

import com.palantir.javapoet.MethodSpec;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.StripPlan;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Joins the values of strips element by element to an array, which HotSpot vectorizes, and at the
 * end its quarters to a shorter one, until what is left goes in turn. An only strip is that array.
 */
final class StripFold implements StripReduction {
  private static final int QUARTER = 64; // elements that are better taken in turn
  private static final Text J = Text.atom("j");

  private final Frame frame;
  private final int strip;
  private final Op kind;
  private final DType dtype;
  private final String name;
  private final boolean only;
  private final Supplier<String> values; // their array

  StripFold(Frame frame, Node update, int strip, boolean only, Supplier<String> values) {
    Node accumulator = update.source(0);
    this.frame = frame;
    this.strip = strip;
    this.kind = StripPlan.kind(accumulator);
    this.dtype = accumulator.dtype();
    this.name = frame.name(accumulator);
    this.only = only;
    this.values = values;
  }

  private String joined() {
    return only ? values.get() : frame.scratch(dtype, strip, "joined " + name);
  }

  @Override
  public void declare() {
    if (!only) {
      Text identity = Literals.of(kind.identity(dtype));
      frame.code().line("Arrays.fill(%s, 0, %d, %s)".formatted(joined(), strip, identity));
    }
  }

  @Override
  public void update(String many, UnaryOperator<Text> value) {
    if (!only) {
      Text sum = Text.atom(joined() + "[j]");
      Outline.alone(
          frame,
          () -> {
            frame.code().count("j", many);
            frame.code().assign(sum.text(), ScalarOps.binary(kind, dtype, sum, value.apply(J)));
            frame.code().close();
          });
    }
  }

  @Override
  public void join() {
    String from = joined();
    int left = strip;
    while (left % 4 == 0 && left / 4 >= QUARTER) {
      left /= 4;
      String to = frame.scratch(dtype, left, "quarter");
      frame.code().line(quarters(left) + "(" + from + ", " + to + ", null)");
      from = to;
    }
    Text rest = Text.atom(inTurn(left) + "(" + from + ", null)");
    frame.code().assign(name, ScalarOps.binary(kind, dtype, Text.atom(name), rest));
    frame.unit.hasLoners = true;
  }

  private String named(String what, int elements) {
    return kind.name().toLowerCase(Locale.ROOT) + what + elements + Types.scalar(dtype);
  }

  private String inTurn(int elements) {
    String function = named("InTurn", elements);
    return frame.unit.function(
        function, () -> StripTurns.ofArray(frame, function, kind, dtype, elements));
  }

  private String quarters(int elements) {
    String function = named("Quarters", elements);
    return frame.unit.function(
        function,
        () ->
            function(function, frame.apart(() -> joinQuarters(elements)))
                .addParameter(Types.array(dtype), "from")
                .addParameter(Types.array(dtype), "to")
                .addParameter(Outline.ALONE)
                .build());
  }

  private void joinQuarters(int elements) {
    frame.code().count("j", elements);
    Text even = joined(J, J.plus(2 * elements));
    Text odd = joined(J.plus(elements), J.plus(3 * elements));
    frame.code().assign("to[j]", ScalarOps.binary(kind, dtype, even, odd));
    frame.code().close();
  }

  private Text joined(Text a, Text b) {
    return ScalarOps.binary(
        kind, dtype, Text.atom("from[" + a + "]"), Text.atom("from[" + b + "]"));
  }

  static MethodSpec.Builder function(String name, Code body) {
    return MethodSpec.methodBuilder(name).addModifiers(Unit.FUNCTION).addCode(body.build());
  }
}
