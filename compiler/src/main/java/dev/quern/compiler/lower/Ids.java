package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;

/** Numbers for the ranges, accumulators and arrays of one kernel. */
public final class Ids {
  private long next;

  private Ids(long next) {
    this.next = next;
  }

  /** Numbers clear of the scheduler's, until all are numbered by position. */
  static Ids beyondSchedule() {
    return new Ids(1_000_000);
  }

  /** Numbers that a kernel does not have yet. */
  public static Ids beyond(Node kernel) {
    long next = 0;
    for (Node node : Topology.of(kernel)) {
      if (node.arg() instanceof Arg.Id id) {
        next = Math.max(next, id.id() + 1);
      } else if (node.arg() instanceof Arg.Accumulator accumulator) {
        next = Math.max(next, accumulator.id() + 1L);
      }
    }
    return new Ids(next);
  }

  public Node range(long extent) {
    return range(Node.index(extent));
  }

  public Node range(Node extent) {
    return Nodes.range(next++, extent);
  }

  /** An array of the kernel's own. */
  public Node local(DType dtype, long elements) {
    return Nodes.local(dtype, elements, next++);
  }

  /** An accumulator of the same kind, with another initial value. */
  public Node accumulator(Node like, Node initial) {
    Op kind = ((Arg.Accumulator) like.arg()).kind();
    Arg arg = new Arg.Accumulator(kind, number());
    return Node.of(Op.ACC, initial.dtype(), initial.shape(), arg, initial);
  }

  int number() {
    return Math.toIntExact(next++);
  }
}
