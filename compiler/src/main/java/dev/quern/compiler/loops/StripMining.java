package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Decision;
import dev.quern.compiler.lower.Ids;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the loops that were decided to into strips, and the body of a strip by fission into loops
 * over arrays of the thread, of which the JIT compiler makes vectors where they are nothing but
 * arithmetic on floats.
 */
public final class StripMining {
  private final Decisions decisions;
  private final Budget budget;
  private final Tuning tuning;
  private final Ids ids;
  private final List<Decision> alone = new ArrayList<>();
  private StripArrays arrays;

  private StripMining(Nest nest, Target target, Budget budget) {
    this.decisions = new Decisions(nest.decisions());
    this.budget = budget;
    this.tuning = target.tuning();
    this.ids = Ids.beyond(nest.kernel());
  }

  public static Nest run(Nest nest, Target target, Budget budget) {
    StripMining pass = new StripMining(nest, target, budget);
    Node kernel = pass.mined(nest.kernel());
    return nest.with(kernel, Decision.Strips.class).with(pass.alone);
  }

  /** Recursion is as deep as loops are nested. */
  private Node mined(Node statement) {
    if (statement.op() == Op.SEGMENT || statement.op() == Op.CONTRACTION) {
      arrays = new StripArrays(statement, ids);
    }
    List<Node> body = NestStatements.body(statement);
    if (body.isEmpty()) {
      return statement;
    }
    if (statement.op() == Op.LOOP) {
      Optional<Node> strips = strips(statement, body);
      if (strips.isPresent()) {
        return strips.get();
      }
      arrays.enter();
    }
    List<Node> sources =
        new ArrayList<>(statement.sources().subList(0, statement.arity() - body.size()));
    body.forEach(inner -> sources.add(mined(inner)));
    if (statement.op() == Op.LOOP) {
      arrays.leave();
    }
    return statement.with(sources.toArray(Node[]::new));
  }

  private Optional<Node> strips(Node loop, List<Node> body) {
    Node range = loop.source(0);
    int strip = decisions.strip(range, budget);
    if (strip == 0) {
      return Optional.empty();
    }
    LoopValues values = new LoopValues(range, body);
    Optional<StripPlan> plan = StripPlan.of(values, body, strip, tuning);
    if (plan.isPresent()) {
      StripLoop strips = new StripLoop(values, plan.get(), body, strip, ids, arrays);
      Node block = strips.block();
      strips.alone().forEach(this::compileAlone);
      return Optional.of(block);
    }
    boolean whole = strip >= tuning.loops().longStrip() && !StripPlan.suits(body);
    if (whole
        && values.reduced().isEmpty()
        && Superword.suits(values, body, tuning.loops().widestVector())) {
      compileAlone(range);
      return Optional.of(loop);
    }
    return Optional.empty();
  }

  private void compileAlone(Node range) {
    alone.add(new Decision.Alone(((Arg.Id) range.arg()).id()));
  }
}
