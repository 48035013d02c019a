package dev.quern.compiler.render;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Estimates the operations of segments, for deciding whether threads pay. An operation on a vector
 * is one, as it takes a core no longer than one on a single number.
 */
public final class Work {
  private final Decisions decisions;
  private final int vectorBits;

  /** Where loops run as decided, in vectors of this size; 0 if there are none. */
  public Work(Decisions decisions, int vectorBits) {
    this.decisions = decisions;
    this.vectorBits = vectorBits;
  }

  /** Operations of a SEGMENT or CONTRACTION with the largest sizes. */
  public long of(Node segment) {
    if (segment.op() == Op.CONTRACTION) {
      ContractionShape shape = ((Arg.Contraction) segment.arg()).shape();
      int lanes = Math.max(1, vectorBits / 8 / shape.dtype().bytes());
      long terms = saturated((long) shape.batch() * shape.k(), shape.m());
      return saturated(terms, (shape.n() + lanes - 1) / lanes);
    }
    long inside = 0;
    long rows = 1;
    for (Node source : segment.sources()) {
      if (source.op() == Op.RANGE) {
        rows = saturated(rows, turns(source));
      } else {
        inside += statement(source);
      }
    }
    return saturated(rows, inside);
  }

  private long statement(Node statement) {
    if (statement.op() != Op.LOOP) {
      return expressions(statement.sources());
    }
    long inside = 0;
    for (Node inner : statement.sources().subList(1, statement.arity())) {
      inside += statement(inner);
    }
    return saturated(turns(statement.source(0)), inside);
  }

  private long turns(Node range) {
    long extent = Math.max(0, Extents.max(range.source(0)));
    int lanes = vectorBits == 0 ? 1 : decisions.vectorize(range).map(v -> v.lanes()).orElse(1);
    return -Math.floorDiv(-extent, (long) lanes);
  }

  private static long expressions(List<Node> roots) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (!Placement.isAtom(node) && seen.add(node)) {
        node.sources().forEach(pending::push);
      }
    }
    return Math.max(1, seen.size());
  }

  private static long saturated(long a, long b) {
    return a != 0 && b > Long.MAX_VALUE / 4 / a ? Long.MAX_VALUE / 4 : a * b;
  }
}
