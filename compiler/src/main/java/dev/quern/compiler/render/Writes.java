package dev.quern.compiler.render;

import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each statement of a segment changes: buffers, local arrays and accumulators. */
final class Writes {
  private final Map<Node, Set<Node>> byStatement = new HashMap<>();
  private final Set<Node> cells = new LinkedHashSet<>();

  Writes(List<Node> statements, Set<Node> hidden) {
    statements.forEach(this::collect);
    byStatement.values().forEach(cells::addAll);
    cells.addAll(hidden);
  }

  private Set<Node> collect(Node statement) {
    Set<Node> written = new LinkedHashSet<>();
    switch (statement.op()) {
      case STORE, UPDATE -> written.add(statement.source(0));
      case LOOP, BLOCK ->
          NestStatements.body(statement).forEach(inner -> written.addAll(collect(inner)));
      default -> {}
    }
    byStatement.put(statement, written);
    return written;
  }

  /** True if some statement changes it; accumulators always count. */
  boolean isCell(Node node) {
    return node.op() == Op.ACC || cells.contains(node);
  }

  /** What the statement changes; everything that is changed at all for the segment itself. */
  Set<Node> of(Node statement) {
    return byStatement.getOrDefault(statement, cells);
  }
}
