package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes loops and segments around statements. */
final class LoopNests {
  private LoopNests() {}

  static Node segment(List<Node> ranges, List<Node> body) {
    List<Node> sources = new ArrayList<>(ranges);
    sources.addAll(body);
    return Nodes.statement(Op.SEGMENT, Arg.NONE, sources.toArray(Node[]::new));
  }

  static Node loop(Node range, List<Node> body) {
    List<Node> sources = new ArrayList<>(List.of(range));
    sources.addAll(body);
    return Nodes.statement(Op.LOOP, Arg.NONE, sources.toArray(Node[]::new));
  }

  /** Loops around statements, the first outermost. */
  static List<Node> loops(List<Node> ranges, List<Node> statements) {
    List<Node> body = statements;
    for (int i = ranges.size() - 1; i >= 0; i--) {
      body = List.of(loop(ranges.get(i), body));
    }
    return body;
  }

  /** Loops around a statement, the first outermost. */
  static Node loops(List<Node> ranges, Node statement) {
    return loops(ranges, List.of(statement)).get(0);
  }

  /** The statements that a loop repeats. */
  static List<Node> body(Node loop) {
    return loop.sources().subList(1, loop.arity());
  }

  /** Those of the ranges that a statement varies with, in their order. */
  static List<Node> around(Node statement, List<Node> ranges) {
    Set<Node> free = Expression.free(List.of(statement)).get(statement);
    return ranges.stream().filter(free::contains).toList();
  }

  /** The ranges, with others in the place of those that were replaced. */
  static List<Node> replaced(Stream<Node> ranges, Map<Node, Node> replacements) {
    return ranges.map(range -> replacements.getOrDefault(range, range)).toList();
  }
}
