package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers ranges, accumulators and arrays by position, so that equal kernels are equal text. */
final class Numbering {
  private final Map<Long, Long> numbers = new HashMap<>();
  private final Map<Node, Node> rebuilt = new HashMap<>();

  Numbering(List<Node> roots) {
    long next = 0;
    for (Node node : Topology.of(roots)) {
      Node[] sources = node.sources().stream().map(rebuilt::get).toArray(Node[]::new);
      Arg arg = node.arg();
      if (node.op() == Op.RANGE || node.op() == Op.LOCAL) {
        numbers.put(((Arg.Id) arg).id(), next);
        arg = new Arg.Id(next++);
      } else if (node.op() == Op.ACC) {
        arg = new Arg.Accumulator(((Arg.Accumulator) arg).kind(), (int) next++);
      }
      rebuilt.put(node, Node.of(node.op(), node.dtype(), node.shape(), arg, sources));
    }
  }

  /** A root, or what it reaches, with its new numbers. */
  Node of(Node node) {
    return rebuilt.get(node);
  }

  /** The new number of a range or array. */
  long number(long id) {
    return numbers.get(id);
  }
}
