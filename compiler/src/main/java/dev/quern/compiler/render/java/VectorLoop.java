package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.java.Loops.Span;
import java.util.function.Consumer;

/**
 * Writes a loop that takes {@code copies} groups of iterations at once, then single groups, then
 * single iterations, or where iterations may be repeated one group that ends where the loop does.
 */
final class VectorLoop {
  /** Operations of a turn whose text is not worth a copy for the last vector. */
  private static final int LARGE = 48;

  private final Frame frame;
  private final LanePlan plan;
  private final Span span;
  private final LaneGroup group;
  private final int copies;
  private final Head head;

  VectorLoop(Frame frame, LanePlan plan, Span span, LaneGroup group, int copies) {
    this.frame = frame;
    this.plan = plan;
    this.span = span;
    this.group = group;
    this.copies = copies;
    this.head = new Head(frame);
  }

  /** {@code tail} writes the loop from where the vectors end. */
  void write(Consumer<Elements> body, Consumer<Span> tail) {
    plan.reduced().forEach(this::identities);
    Code loops =
        frame.apart(
            () -> {
              if (copies > 1) {
                turns(copies, body);
              }
              if (overlaps() && copies == 1 && plan.operations(group) >= LARGE) {
                clampedTurns(body);
                return;
              }
              if (group.areVectors() && hasTurns(group.elements(), group.elements() * copies)) {
                turns(1, body);
              }
              if (overlaps()) {
                lastTurn(body);
              }
            });
    frame.declare(TypeName.INT, span.name(), span.start());
    frame.code().add(head.code);
    frame.code().add(loops);
    plan.reduced().forEach(this::joinAll);
    if (!overlaps() && hasTurns(1, group.areVectors() ? group.elements() : copies)) {
      tail.accept(new Span(span.name(), Text.atom(span.name()), span.end()));
    }
  }

  /** True if a loop of this step may run after the loop of the larger one. */
  private boolean hasTurns(int step, int larger) {
    int turns = span.turns();
    return turns < 0 || larger == step && turns >= step || turns % larger >= step;
  }

  /** True if the last vector may take turns again, so that no single elements are left. */
  private boolean overlaps() {
    return group.areVectors()
        && span.turns() >= group.elements()
        && span.turns() % group.elements() != 0
        && plan.reduced().isEmpty()
        && plan.isRepeatable();
  }

  private void turns(int taken, Consumer<Elements> body) {
    int step = group.elements() * taken;
    String i = span.name();
    int turns = span.turns();
    String condition =
        turns >= 0
            ? i + " < " + turns / step * step
            : i + " <= " + span.end().at(Text.SUM) + " - " + step;
    turns("", condition, taken, body);
  }

  private void lastTurn(Consumer<Elements> body) {
    String i = span.name();
    turns(i + " = " + (span.turns() - group.elements()), i + " < " + span.turns(), 1, body);
  }

  private void turns(String start, String condition, int taken, Consumer<Elements> body) {
    String step = span.name() + " += " + group.elements() * taken;
    frame.code().open("for (" + start + "; " + condition + "; " + step + ")");
    turn(taken, body);
    frame.code().close();
  }

  /** The last vector in the same loop: of a large body HotSpot compiles two copies worse. */
  private void clampedTurns(Consumer<Elements> body) {
    String next = frame.fresh("n");
    String step = next + " += " + group.elements();
    frame.code().count(next, 0, next + " < " + span.turns(), step);
    String least = "Math.min(" + next + ", " + (span.turns() - group.elements()) + ")";
    frame.code().assign(span.name(), Text.atom(least));
    turn(1, body);
    frame.code().close();
  }

  private void turn(int taken, Consumer<Elements> body) {
    frame.open(plan.range, span.name());
    body.accept(new SeveralElements(frame, plan, head, group, taken));
  }

  private void identities(Node accumulator) {
    DType dtype = accumulator.dtype();
    Text identity = Literals.of(kind(accumulator).identity(dtype));
    int vectors = copies * group.vectors(lanesOf(dtype));
    head.accumulator(accumulator, vectors, () -> initial(dtype, identity), group.areVectors());
  }

  /** The type whose lanes an accumulator has. */
  private DType lanesOf(DType dtype) {
    return dtype.isBool() ? plan.narrowest() : dtype;
  }

  private String initial(DType dtype, Text identity) {
    if (!group.areVectors()) {
      return identity.text();
    }
    String species = frame.unit.species(lanesOf(dtype), group);
    return dtype.isBool()
        ? species + ".maskAll(" + identity + ")"
        : Types.vector(dtype).simpleName() + ".broadcast(" + species + ", " + identity + ")";
  }

  private void joinAll(Node accumulator) {
    Text[] names = head.accumulators.get(accumulator);
    Op kind = kind(accumulator);
    DType dtype = accumulator.dtype();
    SeveralElements elements = new SeveralElements(frame, plan, head, group, copies);
    for (int half = names.length / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        Text one = frame.unit.carried(names[i], dtype, group);
        Text joined = elements.join(kind, dtype, one, names[i + half]);
        frame.code().assign(names[i].text(), joined);
      }
    }
    Text total = group.areVectors() ? total(kind, dtype, names[0]) : names[0];
    Text old = Text.atom(frame.name(accumulator));
    frame.code().assign(old.text(), ScalarOps.binary(kind, dtype, old, total));
  }

  /** What the lanes of a vector or mask join to. */
  private Text total(Op kind, DType dtype, Text lanes) {
    if (dtype.isBool()) {
      boolean any = kind == Op.OR || kind == Op.MAX || kind == Op.ADD;
      return Text.atom(lanes + (any ? ".anyTrue()" : ".allTrue()"));
    }
    int count = group.lanes(dtype);
    String array = frame.scratch(dtype, count, "fold");
    frame.code().line(frame.unit.carried(lanes, dtype, group) + ".intoArray(" + array + ", 0)");
    return Text.call(frame.unit.fold(kind, dtype, count), Text.atom(array));
  }

  private static Op kind(Node accumulator) {
    return ((Arg.Accumulator) accumulator.arg()).kind();
  }
}
