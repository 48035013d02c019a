package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.lower.Decision;
import dev.quern.compiler.lower.Ids;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Gives scalar reductions several accumulators, one for each of as many iterations that run at
 * once, so that additions need not wait for each other. They are combined in a tree, number i of n
 * with number i + n/2; the total is combined into the accumulator, and last what is left.
 */
public final class Unroll {
  private final Decisions decisions;
  private final Tuning tuning;
  private final Budget budget;
  private final Ids ids;
  private final Consumer<String> notes;

  private Unroll(Nest nest, Target target, Budget budget, Consumer<String> notes) {
    this.decisions = new Decisions(nest.decisions());
    this.tuning = target.tuning();
    this.budget = budget;
    this.ids = Ids.beyond(nest.kernel());
    this.notes = notes;
  }

  /** The nest unrolled; {@code notes} hears which decisions could not be followed, and why. */
  public static Nest run(Nest nest, Target target, Budget budget, Consumer<String> notes) {
    Unroll pass = new Unroll(nest, target, budget, notes);
    return nest.with(LoopRewriting.of(nest.kernel(), pass::unrolled), Decision.Unroll.class);
  }

  private Optional<Node> unrolled(Node loop) {
    Node range = loop.source(0);
    int copies = Integer.highestOneBit(decisions.unroll(range));
    List<Node> body = NestStatements.body(loop);
    if (copies == 1) {
      return Optional.empty();
    }
    LoopValues values = new LoopValues(range, body);
    Optional<String> obstacle = values.obstacle();
    if (obstacle.isPresent()) {
      notes.accept("loop i" + ((Arg.Id) range.arg()).id() + " is not unrolled: " + obstacle.get());
    }
    Trip trip = Trip.of(range.source(0));
    while (copies > 1 && copies * values.operations() > budget.operations()) {
      copies /= 2;
    }
    while (copies > 1 && trip.isKnown() && copies > trip.count()) {
      copies /= 2;
    }
    return copies == 1 || obstacle.isPresent() || values.reduced().isEmpty()
        ? Optional.empty()
        : Optional.of(block(body, values, trip, copies));
  }

  private Node block(List<Node> body, LoopValues values, Trip trip, int copies) {
    List<Map<Node, Node>> partials = new ArrayList<>();
    List<Node> statements = new ArrayList<>();
    for (int copy = 0; copy < copies; copy++) {
      Map<Node, Node> own = new LinkedHashMap<>();
      values.reduced().forEach(acc -> own.put(acc, ids.accumulator(acc, identity(acc))));
      statements.addAll(own.values());
      partials.add(own);
    }
    Node end = trip.whole(copies);
    Node range = ids.range(end);
    List<Node> loop = new ArrayList<>(List.of(range));
    for (int copy = 0; copy < copies; copy++) {
      Map<Node, Node> places = new LinkedHashMap<>(partials.get(copy));
      places.put(values.range(), IndexAlgebra.simplify(range.plus(copy)));
      loop.addAll(copied(body, places));
    }
    statements.add(Nodes.statement(Op.LOOP, new Arg.Step(copies), loop.toArray(Node[]::new)));
    values.reduced().forEach(acc -> join(acc, partials, statements));
    LoopRewriting.rest(values, body, trip, end, ids).ifPresent(statements::add);
    return Nodes.statement(Op.BLOCK, Arg.NONE, statements.toArray(Node[]::new));
  }

  private static Node identity(Node accumulator) {
    Op kind = ((Arg.Accumulator) accumulator.arg()).kind();
    return Nodes.constant(Shape.SCALAR, kind.identity(accumulator.dtype()));
  }

  /** The body in one of several copies, with accumulators and ranges of its own. */
  private List<Node> copied(List<Node> body, Map<Node, Node> places) {
    for (Node statement : body) {
      for (Node inner : NestStatements.within(statement)) {
        Substitution so = new Substitution(places);
        if (inner.op() == Op.ACC) {
          places.put(inner, ids.accumulator(inner, so.of(inner.source(0))));
        } else if (inner.op() == Op.LOOP) {
          places.put(inner.source(0), ids.range(so.of(inner.source(0).source(0))));
        }
      }
    }
    return new Substitution(places).all(body);
  }

  private static void join(Node acc, List<Map<Node, Node>> partials, List<Node> statements) {
    for (int half = partials.size() / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        Node one = partials.get(i).get(acc);
        Node other = partials.get(i + half).get(acc);
        statements.add(Nodes.statement(Op.UPDATE, Arg.NONE, one, other));
      }
    }
    statements.add(Nodes.statement(Op.UPDATE, Arg.NONE, acc, partials.get(0).get(acc)));
  }
}
