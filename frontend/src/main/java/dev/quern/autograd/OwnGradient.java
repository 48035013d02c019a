package dev.quern.autograd;

import dev.quern.compiler.ir.Node;
import java.util.List;

/**
 * Marks a composition that states its own gradient: instead of going through the marked value,
 * gradients go to {@code inputs} by {@code rule}.
 */
public record OwnGradient(List<Node> inputs, Rule rule) implements Mark {
  public OwnGradient {
    inputs = List.copyOf(inputs);
  }

  /** The gradient of one input. */
  @FunctionalInterface
  public interface Rule {
    /**
     * A graph of the input's shape and dtype.
     *
     * @param value the marked node, so that gradients of gradients come here again
     * @param input which of the inputs
     * @param gradient of the value
     */
    Node gradient(Node value, int input, Node gradient);
  }
}
