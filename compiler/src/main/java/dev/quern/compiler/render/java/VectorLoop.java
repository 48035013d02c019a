package dev.quern.compiler.render.java;

import com.palantir.javapoet.TypeName;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.java.Loops.Span;
import java.util.function.Consumer;

/**
 * Writes a loop that takes {@code copies} vectors of {@code lanes} elements a turn, then single
 * vectors, then single elements, or where turns may be taken again one vector that ends where the
 * loop does.
 */
final class VectorLoop {
  /** Operations of a turn whose text is not worth a copy for the last vector. */
  private static final int LARGE = 48;

  private final Frame frame;
  private final LanePlan plan;
  private final Span span;
  private final int lanes;
  private final int copies;
  private final Head head;

  VectorLoop(Frame frame, LanePlan plan, Span span, int lanes, int copies) {
    this.frame = frame;
    this.plan = plan;
    this.span = span;
    this.lanes = lanes;
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
              if (overlaps() && copies == 1 && plan.operations() >= LARGE) {
                clampedTurns(body);
                return;
              }
              if (lanes > 1 && hasTurns(lanes, lanes * copies)) {
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
    if (!overlaps() && hasTurns(1, lanes > 1 ? lanes : copies)) {
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
    return lanes > 1
        && span.turns() >= lanes
        && span.turns() % lanes != 0
        && plan.reduced().isEmpty()
        && plan.isRepeatable();
  }

  private void turns(int taken, Consumer<Elements> body) {
    int step = lanes * taken;
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
    turns(i + " = " + (span.turns() - lanes), i + " < " + span.turns(), 1, body);
  }

  private void turns(String start, String condition, int taken, Consumer<Elements> body) {
    String step = span.name() + " += " + lanes * taken;
    frame.code().open("for (" + start + "; " + condition + "; " + step + ")");
    turn(taken, body);
    frame.code().close();
  }

  /** The last vector in the same loop: of a large body HotSpot compiles two copies worse. */
  private void clampedTurns(Consumer<Elements> body) {
    String next = frame.fresh("n");
    frame.code().count(next, 0, next + " < " + span.turns(), next + " += " + lanes);
    String least = "Math.min(" + next + ", " + (span.turns() - lanes) + ")";
    frame.code().assign(span.name(), Text.atom(least));
    turn(1, body);
    frame.code().close();
  }

  private void turn(int taken, Consumer<Elements> body) {
    frame.open(plan.range, span.name());
    body.accept(new SeveralElements(frame, plan, head, lanes, taken));
  }

  private void identities(Node accumulator) {
    DType dtype = accumulator.dtype();
    Text identity = Literals.of(kind(accumulator).identity(dtype));
    head.accumulator(accumulator, copies, () -> initial(dtype, identity), lanes > 1);
  }

  private String initial(DType dtype, Text identity) {
    if (lanes == 1) {
      return identity.text();
    }
    String species = frame.unit.species(dtype.isBool() ? plan.widest() : dtype, lanes);
    return dtype.isBool()
        ? species + ".maskAll(" + identity + ")"
        : Types.vector(dtype).simpleName() + ".broadcast(" + species + ", " + identity + ")";
  }

  private void joinAll(Node accumulator) {
    Text[] names = head.accumulators.get(accumulator);
    Op kind = kind(accumulator);
    DType dtype = accumulator.dtype();
    SeveralElements elements = new SeveralElements(frame, plan, head, lanes, copies);
    for (int half = copies / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        Text joined = elements.join(kind, dtype, names[i], names[i + half]);
        frame.code().assign(names[i].text(), joined);
      }
    }
    Text total = names[0];
    if (lanes > 1) {
      String array = new LaneByLane(frame, lanes).spill(dtype, total, "fold");
      total = Text.call(frame.unit.fold(kind, dtype, lanes), Text.atom(array));
    }
    Text old = Text.atom(frame.name(accumulator));
    frame.code().assign(old.text(), ScalarOps.binary(kind, dtype, old, total));
  }

  private static Op kind(Node accumulator) {
    return ((Arg.Accumulator) accumulator.arg()).kind();
  }
}
