package dev.quern;

import dev.quern.autograd.OwnGradient;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.runtime.device.Device;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Gradients beyond {@link Tensor#backward()}: of chosen tensors, of own functions, and none at all.
 */
public final class Autograd {
  private Autograd() {}

  /** True if operations on this thread are recorded for gradients. */
  public static boolean isEnabled() {
    return Mode.current().recording();
  }

  /** Runs code of which nothing is recorded for gradients. */
  public static void noGrad(Runnable code) {
    try (NoGrad off = NoGrad.enter()) {
      code.run();
    }
  }

  /** Computes a result of which nothing is recorded for gradients. */
  public static <T> T noGrad(Supplier<T> code) {
    try (NoGrad off = NoGrad.enter()) {
      return code.get();
    }
  }

  /** Records for gradients again, within {@link #noGrad}. */
  public static <T> T enableGrad(Supplier<T> code) {
    Mode mode = Mode.current();
    boolean before = mode.recording(true);
    try {
      return code.get();
    } finally {
      mode.recording(before);
    }
  }

  /**
   * The gradients of a scalar with respect to some tensors; {@code grad()} of no tensor changes.
   *
   * @throws IllegalArgumentException if the output does not depend on one of them
   */
  public static List<Tensor> grad(Tensor output, List<Tensor> inputs) {
    return grad(output, inputs, false);
  }

  /**
   * The same; with {@code createGraph} the gradients can be differentiated again.
   *
   * <p>An input inside the graph stands for its expression: mark it with {@link
   * Tensor#retainGrad()} before its use if another tensor was computed by the same expression of
   * the same operands.
   */
  public static List<Tensor> grad(Tensor output, List<Tensor> inputs, boolean createGraph) {
    Shapes.check(
        output.shape().elements() == 1,
        "grad",
        () -> "the output must have one element, it is " + Shapes.text(output.shape()));
    return grad(Map.of(output, output.onesLike()), inputs, createGraph).stream()
        .map(gradient -> gradient.orElseThrow(() -> unused(output)))
        .toList();
  }

  private static IllegalArgumentException unused(Tensor output) {
    return Shapes.error(
        "grad",
        "the output "
            + output.dtype()
            + Shapes.text(output.shape())
            + " does not depend on one of the inputs");
  }

  /** Of several outputs, each with its gradient; empty where no output depends on the input. */
  public static List<Optional<Tensor>> grad(
      Map<Tensor, Tensor> outputs, List<Tensor> inputs, boolean createGraph) {
    for (Tensor input : inputs) {
      Shapes.check(input.requiresGrad(), "grad", "one of the inputs does not require grad");
    }
    Map<Tensor, Tensor> found = Backward.of(new LinkedHashMap<>(outputs), inputs, createGraph);
    return inputs.stream().map(input -> Optional.ofNullable(found.get(input))).toList();
  }

  /**
   * Applies a function whose gradient is given rather than derived, for compositions whose
   * derivative by rules is inexact or slow. Both are compositions of tensor methods.
   */
  public static Tensor function(Tensor input, UnaryOperator<Tensor> function, GradientRule rule) {
    Tensor value = noGrad(() -> function.apply(input));
    if (!input.requiresGrad() || !isEnabled()) {
      return value;
    }
    Device device = input.device();
    OwnGradient.Rule own =
        (node, i, gradient) -> ruleOnNodes(rule, device, List.of(node, inputOf(node), gradient));
    return Operands.of("function", input)
        .result(Nodes.mark(value.node(), new OwnGradient(List.of(input.node()), own)));
  }

  private static Node inputOf(Node marked) {
    Object owner = ((dev.quern.compiler.ir.Arg.Mark) marked.arg()).owner();
    return ((OwnGradient) owner).inputs().get(0);
  }

  /** The rule's result; recorded, so that functions within it keep their own gradients too. */
  private static Node ruleOnNodes(GradientRule rule, Device device, List<Node> nodes) {
    List<Tensor> given = nodes.stream().map(node -> Tensor.ofGraph(node, device, true)).toList();
    return enableGrad(() -> rule.gradient(given.get(1), given.get(0), given.get(2))).node();
  }
}
