package dev.quern.compiler;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says whether a kernel may write a new version over the one it reads.
 *
 * <p>A kernel sees two buffers and evaluates a load just before the first statement that needs it.
 * So the old version must be read at the index that is written, and before: a statement after the
 * write may use what was loaded for one before it, and load nothing.
 */
final class Overwriting {
  private Overwriting() {}

  /**
   * True if the kernel reads slot {@code old} element by element, each before it writes {@code
   * next}.
   */
  static boolean elementByElement(Node kernel, int old, int next) {
    List<Node> statements = NestStatements.within(kernel);
    List<Node> stores =
        statements.stream()
            .filter(node -> node.op() == Op.STORE && isSlot(node.source(0), next))
            .toList();
    if (stores.size() != 1 || statements.stream().anyMatch(node -> node.op() == Op.UPDATE)) {
      return false;
    }
    Node store = stores.get(0);
    Set<Node> loaded = new HashSet<>();
    boolean written = false;
    for (Node statement : statements) {
      if (written && !NestStatements.body(statement).isEmpty()) {
        loaded.clear(); // what is inside is evaluated again
      }
      for (Node load : loads(statement, old)) {
        if (load.source(1) != store.source(1) || written && !loaded.contains(load)) {
          return false;
        }
        loaded.add(load);
      }
      written |= statement == store;
    }
    return true;
  }

  private static List<Node> loads(Node statement, int slot) {
    return Topology.of(NestStatements.operands(statement)).stream()
        .filter(node -> node.op() == Op.LOAD && isSlot(node.source(0), slot))
        .toList();
  }

  private static boolean isSlot(Node buffer, int slot) {
    return buffer.arg() instanceof Arg.Slot named && named.index() == slot;
  }
}
