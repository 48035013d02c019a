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

/** Estimates the scalar operations of segments, for deciding whether threads pay. */
public final class Work {
  private Work() {}

  /** Operations of a SEGMENT or CONTRACTION with the largest sizes. */
  public static long of(Node segment) {
    if (segment.op() == Op.CONTRACTION) {
      ContractionShape shape = ((Arg.Contraction) segment.arg()).shape();
      return saturated(saturated((long) shape.batch() * 2 * shape.k(), shape.m()), shape.n());
    }
    long inside = 0;
    long rows = 1;
    for (Node source : segment.sources()) {
      if (source.op() == Op.RANGE) {
        rows = saturated(rows, extent(source));
      } else {
        inside += statement(source);
      }
    }
    return saturated(rows, inside);
  }

  private static long statement(Node statement) {
    if (statement.op() != Op.LOOP) {
      return expressions(statement.sources());
    }
    long inside = 0;
    for (Node inner : statement.sources().subList(1, statement.arity())) {
      inside += statement(inner);
    }
    return saturated(extent(statement.source(0)), inside);
  }

  private static long extent(Node range) {
    return Math.max(0, Extents.max(range.source(0)));
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
