package dev.quern.compiler.loops;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Ids;
import dev.quern.compiler.rewrite.Substitution;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arrays of the thread that the strips of a segment's loops share, and the rows of memory that
 * have been copied to some of them, so that later loops over the same row take them from there.
 */
final class StripArrays {
  private static final int MOST_ROWS = 4; // arrays, so that L1 has room for others

  private final Ids ids;
  private final Set<Node> stored = new HashSet<>();
  private final Map<String, Node> arrays = new HashMap<>(); // by use, type and size
  private final Deque<Map<Row, Node>> outer = new ArrayDeque<>();
  private Map<Row, Node> rows = new LinkedHashMap<>();
  private int copied;

  /** A load at the first element, and how many elements. */
  private record Row(Node first, long elements) {}

  /** Of a segment: what it stores to is not remembered. */
  StripArrays(Node segment, Ids ids) {
    this.ids = ids;
    NestStatements.within(segment).stream()
        .filter(statement -> statement.op() == Op.STORE)
        .forEach(store -> stored.add(store.source(0)));
  }

  /** The array for a use; {@code use} tells those apart that are needed together. */
  Node of(String use, DType dtype, long elements) {
    return arrays.computeIfAbsent(
        use + " " + dtype + " " + elements, key -> ids.local(dtype, elements));
  }

  /** The array that a slice over all of a range has been copied to. */
  Optional<Node> copyOf(Node slice, Node range, long elements) {
    return Optional.ofNullable(rows.get(row(slice, range, elements)));
  }

  /** An array of its own for the slice, if it is worth one. */
  Optional<Node> copy(Node slice, Node range, long elements) {
    if (copied == MOST_ROWS || stored.contains(slice.source(0))) {
      return Optional.empty();
    }
    Node array = of("row" + copied++, slice.dtype(), elements);
    rows.put(row(slice, range, elements), array);
    return Optional.of(array);
  }

  private static Row row(Node slice, Node range, long elements) {
    return new Row(new Substitution(Map.of(range, range.like(0L))).of(slice), elements);
  }

  /** A loop begins: what is copied in it is forgotten after it, since it may not have run. */
  void enter() {
    outer.push(new LinkedHashMap<>(rows));
  }

  void leave() {
    rows = outer.pop();
  }
}
