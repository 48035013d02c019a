package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.BitSet;

/**
 * Decides where the items of a group must wait for each other: before a statement that reads or
 * writes an array which statements since the last barrier have written, or writes one they have
 * read.
 */
final class Barriers {
  static final String LOCAL = "barrier(CLK_LOCAL_MEM_FENCE);";
  static final String ALL = "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);";

  private final Dataflow flow;
  private final BitSet arrays;
  private final BitSet locals;
  private final BitSet read = new BitSet(); // since the last barrier
  private final BitSet written = new BitSet();

  Barriers(Dataflow flow) {
    this.flow = flow;
    this.arrays = flow.arrays(Op.LOCAL);
    this.locals = (BitSet) arrays.clone();
    arrays.or(flow.arrays(Op.BUFFER));
  }

  /**
   * True if a barrier must stand before the statement.
   *
   * @param entered true of a loop whose statements follow one by one
   */
  boolean before(Node statement, boolean entered) {
    BitSet reads = of(flow.of(statement));
    BitSet writes = of(flow.written(statement));
    boolean needed =
        reads.intersects(written) || writes.intersects(written) || writes.intersects(read);
    if (needed) {
      clear();
    }
    if (!entered) {
      read.or(reads);
      written.or(writes);
    }
    return needed;
  }

  /** True if a barrier must stand between one turn of a loop and the next. */
  boolean endOfBody(Node loop) {
    BitSet touched = of(flow.of(loop));
    touched.or(writtenTwice(loop));
    boolean needed = touched.intersects(of(flow.written(loop)));
    if (needed) {
      clear();
    }
    return needed;
  }

  /** A barrier for local memory has been written for another reason. */
  void passedLocal() {
    read.andNot(locals);
    written.andNot(locals);
  }

  private BitSet writtenTwice(Node loop) {
    BitSet once = new BitSet();
    BitSet twice = new BitSet();
    for (Node statement : flow.within(loop)) {
      if (statement.op() == Op.STORE) {
        int array = flow.atom(statement.source(0));
        (once.get(array) ? twice : once).set(array);
      }
    }
    return twice;
  }

  private void clear() {
    read.clear();
    written.clear();
  }

  private BitSet of(BitSet atoms) {
    BitSet set = (BitSet) atoms.clone();
    set.and(arrays);
    return set;
  }
}
