package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.loops.LoopValues;
import dev.quern.compiler.loops.StripPlan;
import dev.quern.compiler.loops.Superword;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.render.Step.Block;
import dev.quern.compiler.target.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes blocks and loops, as they stand or in strips. */
final class Loops {
  /** Characters of a method without vectors: one of few loops is compiled sooner, and better. */
  private static final int LONGEST_PLAIN = 1200;

  /**
   * Characters of a method's text, for each operation of the budget, beyond which its loops become
   * methods of their own. Three characters make about one byte of bytecode, and HotSpot compiles no
   * method above 8000 bytes, nor a vector method well that is much longer than one loop.
   */
  private static final int CHARACTERS = 40;

  private final Frame frame;
  private final Decisions decisions;
  private final Target target;
  private final Budget budget;
  private final Map<Step, String> variables = new HashMap<>();
  private int named;
  private boolean inBlock; // of vectors: its loops stay together

  Loops(Frame frame, Decisions decisions, Target target, Budget budget) {
    this.frame = frame;
    this.decisions = decisions;
    this.target = target;
    this.budget = budget;
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
              if (!body.ranges().isEmpty()) {
                variables.put(step, "i" + named++);
              }
              body.steps().forEach(this::nameLoops);
            });
  }

  String variable(Step loop) {
    return variables.get(loop);
  }

  void block(Block block, Elements elements) {
    steps(block.steps(), elements);
  }

  /** The steps in order; loops become methods of their own where the text would be too long. */
  void steps(List<Step> steps, Elements elements) {
    int longest =
        target.vectorBits() == 0
            ? Math.min(LONGEST_PLAIN, budget.operations() * CHARACTERS)
            : budget.operations() * CHARACTERS;
    boolean mayMove = elements instanceof OneElement && !inBlock;
    Stages stages = new Stages(frame, mayMove, longest);
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
      case BLOCK -> vectorBlock(step.body().orElseThrow(), elements);
      default -> throw new AssertionError("render: " + statement + " is not a statement");
    }
  }

  /** A block with what its vectors need before its loops. */
  private void vectorBlock(Block block, Elements elements) {
    inBlock = true;
    frame.inBlock(() -> block(block, elements));
    inBlock = false;
  }

  private void loop(Step step, Elements elements) {
    Node loop = step.statement();
    Span span = new Span(variable(step), Text.atom("0"), elements.common(loop.source(0).source(0)));
    Block body = step.body().orElseThrow();
    if (elements instanceof OneElement one) {
      repeat(loop, span, one, inner -> block(body, inner));
    } else {
      plain(loop, span, elements, inner -> block(body, inner));
    }
  }

  /** A loop, or rows of a segment, in strips where that was decided. */
  void repeat(Node loop, Span span, OneElement one, Consumer<Elements> writing) {
    Node range = NestStatements.ranges(loop).get(0);
    List<Node> body = NestStatements.body(loop);
    if (decisions.strip(range) > 0) {
      LoopValues values = new LoopValues(range, body);
      Optional<StripPlan> strips = StripPlan.of(values, body, decisions, budget);
      if (strips.isPresent()) {
        int strip = decisions.strip(range);
        int elements = strips.get().isCopy(body) ? Math.max(strip, span.turns()) : strip;
        new StripLoop(frame, values, strips.get(), span, elements).write(body, writing);
        return;
      } else if (isStrip(range, body)
          && values.reduced().isEmpty()
          && Superword.suits(values, body)) {
        Outline.alone(frame, () -> plain(loop, span, one, writing));
        return;
      }
    }
    plain(loop, span, one, writing);
  }

  /** True of a long loop that cannot be cut in parts. */
  private boolean isStrip(Node range, List<Node> body) {
    boolean isLong = budget.vectors() && decisions.strip(range) >= StripPlan.LONG;
    return isLong && !StripPlan.suits(body);
  }

  private void plain(Node loop, Span span, Elements elements, Consumer<Elements> writing) {
    String i = span.name();
    String condition = i + " < " + span.end().at(Text.SUM);
    boolean single = !(loop.arg() instanceof Arg.Step);
    String next = single ? i + "++" : i + " += " + loop.arg();
    frame.code().count(i, span.start(), condition, next);
    frame.open(NestStatements.ranges(loop).get(0), i);
    elements.enter();
    frame.rows.within(() -> writing.accept(elements));
    elements.leave();
    frame.code().close();
  }
}
