package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.render.Block;
import dev.quern.compiler.render.Decisions;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.target.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes blocks and loops: one element a turn, several, or vectors. */
final class Loops {
  /** Characters of a method without vectors: one of few loops is compiled sooner, and better. */
  private static final int LONGEST_PLAIN = 1200;

  private final Frame frame;
  private final Decisions decisions;
  private final Target target;
  private final JavaStyle style;
  private final Map<Step, String> variables = new HashMap<>();
  private int named;

  Loops(Frame frame, Decisions decisions, Target target, JavaStyle style) {
    this.frame = frame;
    this.decisions = decisions;
    this.target = target;
    this.style = style;
  }

  /**
   * Names loop variables by position: those of the grid first, then those of the loops in order.
   */
  void name(Step whole) {
    Block rows = whole.body().orElseThrow();
    rows.ranges().forEach(range -> frame.open(range, "i" + named++));
    rows.steps().forEach(this::nameLoops);
  }

  private void nameLoops(Step step) {
    step.body()
        .ifPresent(
            body -> {
              variables.put(step, "i" + named++);
              body.steps().forEach(this::nameLoops);
            });
  }

  String variable(Step loop) {
    return variables.get(loop);
  }

  /** From where to where a loop runs. */
  record Span(String name, Text start, Text end) {
    /** Turns, or -1 if they are not known here. */
    int turns() {
      boolean known = start.text().equals("0") && end.text().matches("[0-9]+");
      return known ? Integer.parseInt(end.text()) : -1;
    }
  }

  void block(Block block, Elements elements) {
    steps(block.steps(), elements);
  }

  /** The steps in order; loops become methods of their own where the text would be too long. */
  void steps(List<Step> steps, Elements elements) {
    int longest =
        target.vectorBits() == 0
            ? Math.min(LONGEST_PLAIN, style.longestMethod())
            : style.longestMethod();
    Stages stages = new Stages(frame, elements instanceof OneElement, longest);
    for (Step step : steps) {
      stages.add(step, () -> step.before().forEach(elements::evaluate), () -> step(step, elements));
    }
    stages.write();
  }

  private void step(Step step, Elements elements) {
    Node statement = step.statement();
    switch (statement.op()) {
      case ACC -> elements.declare(statement);
      case UPDATE -> elements.update(statement);
      case STORE -> elements.store(statement);
      case LOOP -> loop(step, elements);
      default -> throw new AssertionError("render: " + statement + " is not a statement");
    }
  }

  private void loop(Step step, Elements elements) {
    Node range = step.statement().source(0);
    Span span = new Span(variable(step), Text.atom("0"), elements.common(range.source(0)));
    List<Node> body = step.statement().sources().subList(1, step.statement().arity());
    if (elements instanceof OneElement one) {
      repeat(range, body, span, one, inner -> block(step.body().orElseThrow(), inner));
    } else {
      plain(range, span, elements, inner -> block(step.body().orElseThrow(), inner));
    }
  }

  /** A loop outside of other vector loops, in the way that was decided. */
  void repeat(Node range, List<Node> body, Span span, OneElement one, Consumer<Elements> writing) {
    LanePlan plan = new LanePlan(range, body);
    if (strips(range, body, plan, span, writing)) {
      return;
    }
    if (isStrip(range, body) && plan.reduced().isEmpty() && Superword.suits(plan, body)) {
      Outline.alone(frame, () -> plain(range, span, one, writing));
      return;
    }
    LaneGroup group = group(range, plan);
    int copies = copies(range, plan, group, span.turns());
    if (group.elements() * copies > 1) {
      Optional<String> obstacle = plan.obstacle();
      if (obstacle.isEmpty()) {
        new VectorLoop(frame, plan, span, group, copies)
            .write(writing, rest -> plain(range, rest, one, writing));
        return;
      }
      frame.unit.notes.add("loop " + span.name() + " is plain: " + obstacle.get());
    }
    plain(range, span, one, writing);
  }

  private boolean strips(
      Node range, List<Node> body, LanePlan plan, Span span, Consumer<Elements> writing) {
    int strip = style.vectors() ? decisions.strip(range) : 0;
    if (strip == 0 || !StripPlan.suits(body) || plan.obstacle().isPresent()) {
      return false;
    }
    StripPlan parts = new StripPlan(plan, body, strip);
    if (parts.isWorthwhile(body)) {
      int elements = parts.isCopy(body) ? Math.max(strip, span.turns()) : strip;
      new StripLoop(frame, plan, parts, span, elements).write(body, writing);
      return true;
    }
    return false;
  }

  /** True of a long loop that cannot be cut in parts. */
  private boolean isStrip(Node range, List<Node> body) {
    boolean isLong = style.vectors() && decisions.strip(range) >= StripPlan.LONG;
    return isLong && !StripPlan.suits(body);
  }

  private void plain(Node range, Span span, Elements elements, Consumer<Elements> writing) {
    String i = span.name();
    String condition = i + " < " + span.end().at(Text.SUM);
    boolean resumed = span.start().text().equals(i);
    if (resumed) {
      frame.code().open("for (; " + condition + "; " + i + "++)");
    } else {
      frame.code().count(i, span.start(), condition, i + "++");
    }
    frame.open(range, i);
    elements.enter();
    frame.rows.within(() -> writing.accept(elements));
    elements.leave();
    frame.code().close();
  }

  private LaneGroup group(Node range, LanePlan plan) {
    boolean vectors = target.vectorBits() > 0 && style.vectors();
    return vectors && decisions.vectorize(range).isPresent()
        ? LaneGroup.of(plan.narrowest(), target.vectorBits())
        : LaneGroup.ONE;
  }

  private int copies(Node range, LanePlan plan, LaneGroup group, int turns) {
    int wanted =
        group.areVectors()
            ? decisions.vectorize(range).orElseThrow().unroll()
            : decisions.unroll(range);
    int copies = Integer.highestOneBit(Math.max(1, wanted));
    while (copies > 1 && copies * plan.operations(group) > style.operations()) {
      copies /= 2;
    }
    while (copies > 1 && turns >= 0 && copies * group.elements() > turns) {
      copies /= 2;
    }
    return turns >= 0 && turns < group.elements() ? 1 : copies;
  }
}
