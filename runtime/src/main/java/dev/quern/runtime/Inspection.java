package dev.quern.runtime;

import dev.quern.compiler.Compilation;
import dev.quern.compiler.Compiler;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.plan.GraphFusion;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns pending nodes into what a device would compile for them; nothing is evaluated or
 * remembered.
 */
public final class Inspection {
  private Inspection() {}

  /**
   * The compilation of these nodes as if they were asked for alone; what is stored already is read.
   */
  public static Compilation of(Device device, List<Node> wanted) {
    Map<Node, Node> made = new IdentityHashMap<>();
    int slots = 0;
    for (Node node : Topology.of(wanted, node -> wanted.contains(node) || !isStored(node))) {
      boolean read = node.op() == Op.BUFFER || isStored(node) && !wanted.contains(node);
      made.put(node, read ? Nodes.slot(node.dtype(), node.shape(), slots++) : copy(node, made));
    }
    Compilation compilation = new Compilation();
    List<Node> outputs = wanted.stream().map(made::get).toList();
    Compiler.compile(outputs, device.target(), GraphFusion.fromSettings().fusion(), compilation);
    return compilation;
  }

  private static boolean isStored(Node node) {
    Optional<Node> leaf = Evaluation.stored(node);
    return leaf.isPresent();
  }

  private static Node copy(Node node, Map<Node, Node> made) {
    Node[] sources = node.sources().stream().map(made::get).toArray(Node[]::new);
    return node.arg() instanceof Arg.Bound bound
        ? Node.of(node.op(), node.dtype(), node.shape(), new Arg.Symbol(bound.variable()), sources)
        : node.with(sources);
  }
}
