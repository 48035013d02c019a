package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import java.util.List;

/** Makes ranges and accumulators with numbers that a kernel does not have yet. */
final class Ids {
  private long next;

  Ids(Node kernel) {
    for (Node node : Topology.of(List.of(kernel))) {
      if (node.arg() instanceof Arg.Id id) {
        next = Math.max(next, id.id() + 1);
      } else if (node.arg() instanceof Arg.Accumulator accumulator) {
        next = Math.max(next, accumulator.id() + 1L);
      }
    }
  }

  Node range(Node extent) {
    return Nodes.range(next++, extent);
  }

  Node local(DType dtype, long elements) {
    return Nodes.local(dtype, elements, next++);
  }

  /** An accumulator of the same kind, with another initial value. */
  Node accumulator(Node like, Node initial) {
    Op kind = ((Arg.Accumulator) like.arg()).kind();
    Arg arg = new Arg.Accumulator(kind, Math.toIntExact(next++));
    return Node.of(Op.ACC, initial.dtype(), initial.shape(), arg, initial);
  }
}
