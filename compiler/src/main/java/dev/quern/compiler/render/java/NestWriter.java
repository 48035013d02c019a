package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
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

/** Writes blocks and loops, as they stand or in strips. */
final class NestWriter {
  /** Bytes of a method without vectors: one of few loops is compiled sooner, and better. */
  private static final int LONGEST_PLAIN = 640;

  /**
   * Bytes of a method, for each operation of the budget, beyond which its loops become methods of
   * their own. HotSpot compiles no method above 8000 bytes, nor a vector method well that is much
   * longer than one loop.
   */
  private static final int BYTES = 16;

  final Statements statements;
  private final Frame frame;
  private final Decisions decisions;
  private final Budget budget;
  private final int longest;
  private final Map<Step, String> variables = new HashMap<>();
  private int named;
  private boolean inBlock; // of vectors: its loops stay together

  NestWriter(Frame frame, Decisions decisions, Target target, Budget budget) {
    this.frame = frame;
    this.statements = new Statements(frame);
    this.decisions = decisions;
    this.budget = budget;
    int most = budget.operations() * BYTES;
    this.longest = target.vectorBits() == 0 ? Math.min(LONGEST_PLAIN, most) : most;
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
    if (step.statement().op() == Op.LOOP) {
      variables.put(step, "i" + named++);
    }
    step.body().ifPresent(body -> body.steps().forEach(this::nameLoops));
  }

  String variable(Step loop) {
    return variables.get(loop);
  }

  /** The steps in order; loops become methods of their own where the text would be too long. */
  void steps(List<Step> steps) {
    Stages stages = new Stages(frame, !inBlock, longest);
    for (Step step : steps) {
      stages.add(step, () -> statements.before(step), () -> step(step));
    }
    stages.write();
  }

  private void step(Step step) {
    Node statement = step.statement();
    switch (statement.op()) {
      case LOOP -> {
        Node extent = statement.source(0).source(0);
        int count = extent.isConst() ? (int) extent.literal().integer() : -1;
        JavaExpression end = statements.scalars.value(extent);
        StripLoop.Span span = new StripLoop.Span(variable(step), JavaExpression.ZERO, end, count);
        repeat(statement, span, step.body().orElseThrow());
      }
      case BLOCK -> vectorBlock(step.body().orElseThrow());
      default -> statements.write(statement);
    }
  }

  /** A block with what its vectors need before its loops. */
  private void vectorBlock(Block block) {
    inBlock = true;
    frame.inBlock(() -> steps(block.steps()));
    inBlock = false;
  }

  /** A loop, or rows of a segment, in strips where that was decided. */
  void repeat(Node loop, StripLoop.Span span, Block body) {
    Node range = NestStatements.ranges(loop).get(0);
    List<Node> inside = NestStatements.body(loop);
    if (decisions.strip(range) > 0) {
      LoopValues values = new LoopValues(range, inside);
      Optional<StripPlan> strips = StripPlan.of(values, inside, decisions, budget);
      if (strips.isPresent()) {
        int strip = decisions.strip(range);
        int elements = strips.get().isCopy(inside) ? Math.max(strip, span.count()) : strip;
        new StripLoop(statements, frame, values, strips.get(), span, elements).write(inside, body);
        return;
      } else if (isStrip(range, inside)
          && values.reduced().isEmpty()
          && Superword.suits(values, inside)) {
        frame.alone(() -> plain(loop, span, body));
        return;
      }
    }
    plain(loop, span, body);
  }

  /** True of a long loop that cannot be cut in parts. */
  private boolean isStrip(Node range, List<Node> body) {
    boolean isLong = budget.vectors() && decisions.strip(range) >= StripPlan.LONG;
    return isLong && !StripPlan.suits(body);
  }

  private void plain(Node loop, StripLoop.Span span, Block body) {
    long step = loop.arg() instanceof Arg.Step by ? by.step() : 1;
    frame.code().count(span.name(), span.start(), span.end(), step);
    frame.open(NestStatements.ranges(loop).get(0), span.name());
    frame.rows.within(() -> steps(body.steps()));
    frame.code().close();
  }
}
