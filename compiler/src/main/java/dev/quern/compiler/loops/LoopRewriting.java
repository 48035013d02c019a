package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Ids;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rebuilds a kernel with statements in the place of some of its loops. */
final class LoopRewriting {
  private LoopRewriting() {}

  /** A loop over a range. */
  static Node loop(Node range, List<Node> body) {
    return loop(range, 1, body);
  }

  /** The same in steps. */
  static Node loop(Node range, long step, List<Node> body) {
    List<Node> sources = new ArrayList<>(List.of(range));
    sources.addAll(body);
    Arg arg = step == 1 ? Arg.NONE : new Arg.Step(step);
    return Nodes.statement(Op.LOOP, arg, sources.toArray(Node[]::new));
  }

  /** A loop over the iterations from {@code start} on, one by one; empty if there are none. */
  static Optional<Node> rest(LoopValues values, List<Node> body, Trip trip, Node start, Ids ids) {
    Node extent = IndexAlgebra.simplify(trip.extent().minus(start));
    if (extent.isIndex(0)) {
      return Optional.empty();
    }
    Node range = ids.range(extent);
    Node place = IndexAlgebra.simplify(range.plus(start));
    return Optional.of(loop(range, new Substitution(Map.of(values.range(), place)).all(body)));
  }

  /**
   * The statement with what {@code replaced} gives in the place of loops, whose own loops it is not
   * asked about. Recursion is as deep as loops are nested.
   */
  static Node of(Node statement, Function<Node, Optional<Node>> replaced) {
    if (statement.op() == Op.LOOP) {
      Optional<Node> other = replaced.apply(statement);
      if (other.isPresent()) {
        return other.get();
      }
    }
    List<Node> body = NestStatements.body(statement);
    if (body.isEmpty()) {
      return statement;
    }
    List<Node> sources =
        new ArrayList<>(statement.sources().subList(0, statement.arity() - body.size()));
    body.forEach(inner -> sources.add(of(inner, replaced)));
    return statement.with(sources.toArray(Node[]::new));
  }
}
