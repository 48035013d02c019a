package dev.quern.compiler.render;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.loops.Extents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Estimates the operations of segments, for deciding whether threads pay. An operation on a vector
 * is one, as it takes a core no longer than one on a single number.
 */
public final class OperationCount {
  private final int vectorBits;

  /** With registers of this size; 0 if there are none. */
  public OperationCount(int vectorBits) {
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
    long inside = NestStatements.body(segment).stream().mapToLong(this::statement).sum();
    return saturated(rows(NestStatements.ranges(segment)), inside);
  }

  /** The most rows that the variables allow of a grid. */
  public static long rows(List<Node> grid) {
    long rows = 1;
    for (Node range : grid) {
      rows = saturated(rows, Math.max(0, Extents.max(range.source(0))));
    }
    return rows;
  }

  private long statement(Node statement) {
    List<Node> body = NestStatements.body(statement);
    if (body.isEmpty()) {
      return expressions(statement.sources());
    }
    long inside = 0;
    for (Node inner : body) {
      inside += statement(inner);
    }
    return statement.op() == Op.LOOP ? saturated(iterations(statement), inside) : inside;
  }

  private static long iterations(Node loop) {
    long extent = Math.max(0, Extents.max(loop.source(0).source(0)));
    long step = loop.arg() instanceof Arg.Step by ? by.step() : 1;
    return -Math.floorDiv(-extent, step);
  }

  private long expressions(List<Node> roots) {
    Set<Node> seen = new HashSet<>();
    Deque<Node> pending = new ArrayDeque<>(roots);
    long operations = 0;
    while (!pending.isEmpty()) {
      Node node = pending.pop();
      if (!NestStatements.isAtom(node) && seen.add(node)) {
        operations += registers(node);
        node.sources().forEach(pending::push);
      }
    }
    return Math.max(1, operations);
  }

  private long registers(Node node) {
    boolean vector = node.shape().rank() > 0 && vectorBits > 0;
    return vector
        ? Math.max(1, node.shape().elements() * node.dtype().bytes() * Byte.SIZE / vectorBits)
        : 1;
  }

  private static long saturated(long a, long b) {
    return a != 0 && b > Long.MAX_VALUE / 4 / a ? Long.MAX_VALUE / 4 : a * b;
  }
}
