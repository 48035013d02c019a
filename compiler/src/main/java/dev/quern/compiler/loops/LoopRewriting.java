package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rebuilds a kernel with statements in the place of some of its loops. */
final class LoopRewriting {
  private LoopRewriting() {}

  /** A loop over a range. */
  static Node loop(Node range, List<Node> body) {
    List<Node> sources = new ArrayList<>(List.of(range));
    sources.addAll(body);
    return Nodes.statement(Op.LOOP, Arg.NONE, sources.toArray(Node[]::new));
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
