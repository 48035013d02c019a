package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.rewrite.Substitution;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers which rows of memory have been copied to arrays of the thread, so that later loops over
 * the same row take them from there.
 */
final class RowCopies {
  private static final int MOST = 4; // arrays, so that L1 has room for others

  private final Set<Node> stored = new HashSet<>();
  private Map<Row, JavaExpression> arrays = new LinkedHashMap<>();
  private int taken;

  /** A load at the first element, and how many elements. */
  private record Row(Node first, int elements) {}

  /** Of a segment: what it stores to is not remembered. */
  RowCopies(Node segment) {
    for (Node statement : NestStatements.within(segment)) {
      if (statement.op() == Op.STORE) {
        stored.add(statement.source(0));
      }
    }
  }

  /** The array that a slice over all of a range is in; empty if it is in none. */
  Optional<JavaExpression> of(Node slice, Node range, int elements) {
    return Optional.ofNullable(arrays.get(row(slice, range, elements)));
  }

  /** The name of an array for the slice that is free, or empty if it is not worth one. */
  String use(Node slice) {
    return taken < MOST && !stored.contains(slice.source(0)) ? "row" + taken : "";
  }

  void add(Node slice, Node range, int elements, JavaExpression array) {
    arrays.put(row(slice, range, elements), array);
    taken++;
  }

  private static Row row(Node slice, Node range, int elements) {
    Node first = new Substitution(Map.of(range, range.like(0L))).of(slice);
    return new Row(first, elements);
  }

  /** What {@code writing} copies is forgotten after it: it may not have run. */
  void within(Runnable writing) {
    Map<Row, JavaExpression> before = new LinkedHashMap<>(arrays);
    writing.run();
    arrays = before;
  }
}
