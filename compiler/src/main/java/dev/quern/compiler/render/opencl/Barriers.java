package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides where the items of a group must wait for each other: before a statement that reads or
 * writes an array which statements since the last barrier have written, or writes one they have
 * read.
 */
final class Barriers {
  static final String LOCAL = "barrier(CLK_LOCAL_MEM_FENCE);";
  static final String ALL = "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);";

  private final Set<Node> arrays; // that the segment stores to
  private final Set<Node> read = new HashSet<>(); // since the last barrier
  private final Set<Node> written = new HashSet<>();

  Barriers(Node segment) {
    this.arrays = new HashSet<>(stored(segment));
  }

  /** What a statement stores to, an array once for each STORE. */
  private static List<Node> stored(Node statement) {
    return NestStatements.within(statement).stream()
        .filter(inner -> inner.op() == Op.STORE)
        .map(store -> store.source(0))
        .toList();
  }

  /** The arrays that a statement reads, of those that the segment stores to. */
  private Set<Node> reads(Node statement) {
    List<Node> operands = new ArrayList<>();
    for (Node inner : NestStatements.within(statement)) {
      List<Node> all = NestStatements.operands(inner);
      operands.addAll(inner.op() == Op.STORE ? all.subList(1, all.size()) : all);
    }
    Set<Node> reads = new HashSet<>(Topology.of(operands));
    reads.retainAll(arrays);
    return reads;
  }

  /**
   * True if a barrier must stand before the statement.
   *
   * @param entered true of a loop whose statements follow one by one
   */
  boolean before(Node statement, boolean entered) {
    Set<Node> reads = reads(statement);
    List<Node> writes = stored(statement);
    boolean needed =
        !Collections.disjoint(reads, written)
            || !Collections.disjoint(writes, written)
            || !Collections.disjoint(writes, read);
    if (needed) {
      clear();
    }
    if (!entered) {
      read.addAll(reads);
      written.addAll(writes);
    }
    return needed;
  }

  /** True if a barrier must stand between one iteration of a loop and the next. */
  boolean endOfBody(Node loop) {
    List<Node> writes = stored(loop);
    Set<Node> once = new HashSet<>(writes);
    boolean needed = once.size() < writes.size() || !Collections.disjoint(reads(loop), writes);
    if (needed) {
      clear();
    }
    return needed;
  }

  /** A barrier for local memory has been written for another reason. */
  void passedLocal() {
    read.removeIf(array -> array.op() == Op.LOCAL);
    written.removeIf(array -> array.op() == Op.LOCAL);
  }

  private void clear() {
    read.clear();
    written.clear();
  }
}
