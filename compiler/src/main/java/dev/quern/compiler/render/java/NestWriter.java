package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Budget;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.render.Step.Block;
import dev.quern.compiler.target.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes blocks and loops. */
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
  private final int longest;
  private final Map<Step, String> variables = new HashMap<>();
  private int named;
  private boolean inBlock; // of vectors: its loops stay together

  NestWriter(Frame frame, Decisions decisions, Target target, Budget budget) {
    this.frame = frame;
    this.statements = new Statements(frame);
    this.decisions = decisions;
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
      case LOOP -> loop(step, statement);
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

  private void loop(Step step, Node loop) {
    Optional<CopyLoop> copy = CopyLoop.of(loop);
    if (copy.isPresent()) {
      copy.get().write(frame, statements, step.body().orElseThrow().steps().get(0));
      return;
    }
    JavaExpression end = statements.scalars.value(loop.source(0).source(0));
    Block body = step.body().orElseThrow();
    Runnable writing = () -> loop(loop, variables.get(step), JavaExpression.ZERO, end, body);
    if (decisions.isAlone(loop.source(0))) {
      frame.alone(writing);
    } else {
      writing.run();
    }
  }

  /** A loop, or the rows of a segment. */
  void loop(Node loop, String name, JavaExpression start, JavaExpression end, Block body) {
    long step = loop.arg() instanceof Arg.Step by ? by.step() : 1;
    frame.code().count(name, start, end, step);
    frame.open(NestStatements.ranges(loop).get(0), name);
    steps(body.steps());
    frame.code().close();
  }
}
