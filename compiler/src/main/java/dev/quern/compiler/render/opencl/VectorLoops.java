package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Decisions;
import dev.quern.compiler.lower.Decision;
import dev.quern.compiler.render.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes decided loops as loops over vectors: several vectors a turn, then one vector a turn, then
 * one element a turn, leaving out what a fixed extent does not need.
 *
 * <p>An accumulator from outside gets one partial vector for each vector of a turn. Partials are
 * joined in a fixed tree, number i with i + n/2, then the lanes of what is left likewise; that
 * joins the accumulator, to which the last elements are added one by one. A plain loop with several
 * accumulators is the same with one lane.
 */
final class VectorLoops implements Sharing {
  private final Decisions decisions;
  private final Dataflow flow;
  private final Map<Node, List<String>> partials = new HashMap<>(); // of the loop being written
  private int copy;
  private boolean inside;

  VectorLoops(Decisions decisions, Dataflow flow) {
    this.decisions = decisions;
    this.flow = flow;
  }

  @Override
  public boolean takes(Node loop) {
    Shape shape = shape(loop);
    return !inside && (shape.lanes > 1 || shape.copies > 1);
  }

  /** Elements of a vector and vectors of a turn. */
  private record Shape(int lanes, int copies) {
    int turn() {
      return lanes * copies;
    }
  }

  private Shape shape(Node loop) {
    Node range = loop.source(0);
    Optional<Decision.Vectorize> decided = decisions.vectorize(range);
    int lanes = decided.map(Decision.Vectorize::lanes).orElse(1);
    int copies = decided.map(Decision.Vectorize::unroll).orElse(decisions.unroll(range));
    if (lanes == 1 && copies == 1 || !Vectorizable.check(loop, flow)) {
      return new Shape(1, 1);
    }
    int used = flow.gathered(loop).isEmpty() ? 1 : Math.max(1, copies); // else nothing to gain
    return new Shape(Integer.highestOneBit(Math.min(lanes, 16)), Integer.highestOneBit(used));
  }

  @Override
  public Optional<String> partial(Node accumulator) {
    return Optional.ofNullable(partials.get(accumulator)).map(names -> names.get(copy));
  }

  @Override
  public void write(Step loop, Statements statements) {
    Shape shape = shape(loop.statement());
    Extent extent = Extent.of(loop.statement(), statements);
    inside = true;
    String variable = statements.bind(loop.statement().source(0));
    if (!extent.fixed()) {
      statements.out.line("int " + variable + " = 0;");
    }
    open(loop, shape, statements);
    statements.code.enter(
        shape.lanes > 1 ? new Lanes(shape.lanes, loop.statement(), flow) : Lanes.NONE);
    int done = 0;
    if (shape.copies > 1) {
      done = turns(loop, statements, new Part(variable, extent, done, shape.turn(), shape));
    }
    if (shape.lanes > 1) {
      Shape single = new Shape(shape.lanes, 1);
      done = turns(loop, statements, new Part(variable, extent, done, shape.lanes, single));
    }
    statements.code.enter(Lanes.NONE);
    close(loop, shape, statements);
    turns(loop, statements, new Part(variable, extent, done, 1, new Shape(1, 1)));
    inside = false;
  }

  /** A loop over the elements from {@code start} in steps, as far as whole steps go. */
  private record Part(String variable, Extent extent, int start, int step, Shape shape) {
    String head() {
      String text = extent.text();
      String limit =
          step == 1
              ? text
              : extent.fixed() ? extent.size() - step + 1 + "" : "(" + text + ") - " + (step - 1);
      String start = extent.fixed() ? "int " + variable + " = " + this.start : "";
      String next = step == 1 ? variable + "++" : variable + " += " + step;
      return "for (" + start + "; " + variable + " < " + limit + "; " + next + ")";
    }

    int end() {
      return extent.fixed() ? start + (extent.size() - start) / step * step : 0;
    }
  }

  private int turns(Step loop, Statements statements, Part part) {
    if (part.extent.fixed() && part.end() == part.start) {
      return part.start;
    }
    Node range = loop.statement().source(0);
    statements.out.open(part.head());
    for (copy = 0; copy < part.shape.copies; copy++) {
      if (part.shape.copies > 1) {
        statements.out.open("");
        String moved = part.variable + "_" + copy;
        statements.out.line(
            "const int " + moved + " = " + part.variable + " + " + copy * part.shape.lanes + ";");
        statements.code.name(range, false, moved);
      }
      statements.body(loop.body().orElseThrow());
      if (part.shape.copies > 1) {
        statements.out.close();
      }
    }
    copy = 0;
    statements.code.name(range, false, part.variable);
    statements.out.close();
    return part.end();
  }

  private void open(Step loop, Shape shape, Statements statements) {
    for (Node acc : flow.gathered(loop.statement())) {
      String type = Types.value(acc.dtype(), shape.lanes);
      String identity = identity(acc, shape.lanes);
      List<String> names = new ArrayList<>();
      for (int i = 0; i < shape.copies; i++) {
        names.add(statements.accumulator(acc) + "_" + i);
        statements.out.line(type + " " + names.get(i) + " = " + identity + ";");
      }
      partials.put(acc, names);
    }
  }

  private static String identity(Node acc, int lanes) {
    Op kind = ((Arg.Accumulator) acc.arg()).kind();
    String identity = Types.literal(kind.identity(acc.dtype()));
    if (lanes == 1) {
      return identity;
    }
    String lane =
        acc.dtype().isBool() ? (identity.equals("true") ? "-1" : "0") : Expressions.bare(identity);
    return "(" + Types.value(acc.dtype(), lanes) + ")(" + lane + ")";
  }

  private void close(Step loop, Shape shape, Statements statements) {
    for (Node acc : flow.gathered(loop.statement())) {
      List<String> names = partials.remove(acc);
      for (int half = names.size() / 2; half > 0; half /= 2) {
        for (int i = 0; i < half; i++) {
          statements.combine(acc, shape.lanes, names.get(i), names.get(i + half));
        }
      }
      String total = joinLanes(acc, shape.lanes, names.get(0), statements);
      statements.combine(acc, 1, statements.code.scalar(acc), total);
    }
  }

  /** Joins lane i with lane i + n/2 until one is left. */
  private static String joinLanes(Node acc, int lanes, String vector, Statements statements) {
    String name = vector;
    for (int half = lanes / 2; half > 0; half /= 2) {
      String joined = vector + "_" + half;
      String value = statements.combined(acc, half, name + ".lo", name + ".hi");
      statements.out.line(Types.value(acc.dtype(), half) + " " + joined + " = " + value + ";");
      name = joined;
    }
    return name;
  }
}
