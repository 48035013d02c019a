package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;

/** Numbers for the ranges, accumulators and arrays of one kernel. */
final class Ids {
  private long next = 1_000_000; // clear of the scheduler's, until they are numbered by position

  Node range(long extent) {
    return range(Node.index(extent));
  }

  Node range(Node extent) {
    return Nodes.range(next++, extent);
  }

  int number() {
    return (int) next++;
  }
}
