package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.lower.Nest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces operations on vectors by cheaper ones with the same results: choices between a value and
 * a limit by minima of integers, quotients by constants by products.
 */
public final class StrengthReduction {
  private StrengthReduction() {}

  public static Nest run(Nest nest) {
    Map<Node, Node> rebuilt = new HashMap<>();
    for (Node node : Topology.of(List.of(nest.kernel()))) {
      Node same = node.with(node.sources().stream().map(rebuilt::get).toArray(Node[]::new));
      rebuilt.put(node, same.shape().rank() == 1 ? reduced(same) : same);
    }
    return nest.with(rebuilt.get(nest.kernel()));
  }

  private static Node reduced(Node vector) {
    Optional<Node> minimum = Clamp.of(vector).map(Clamp::vector);
    return minimum
        .or(() -> Reciprocal.of(vector).map(by -> by.of(vector.op(), vector.source(0))))
        .orElse(vector);
  }
}
