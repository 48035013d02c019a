package dev.quern;

import dev.quern.autograd.Gradients;
import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a request for gradients into graphs, and puts them where {@code grad()} finds them. */
final class Backward {
  private Backward() {}

  /**
   * The gradients of all leaves that {@code root} depends on, accumulated.
   *
   * @param keep whether the root's history outlives its evaluation
   * @param create whether the gradients themselves can be differentiated
   */
  static void run(Tensor root, Tensor seed, boolean keep, boolean create) {
    checkRoot("backward", root, seed);
    Map<Node, Node> found = Gradients.ofLeaves(Map.of(root.node(), seed.cast(root).node()));
    Pending pending = Mode.current().pending();
    if (found.keySet().stream().anyMatch(leaf -> slot(leaf).isPending())) {
      pending.evaluate(List.of()); // one plan a backward, however many are accumulated
    }
    pending.add(root);
    found.forEach(
        (leaf, gradient) -> {
          GradientSlot slot = slot(leaf);
          slot.accumulate(gradient(slot.observed(gradient), root, create));
        });
    if (!keep) {
      root.dropHistory();
    }
  }

  private static GradientSlot slot(Node leaf) {
    return (GradientSlot) ((Arg.Mark) leaf.arg()).owner();
  }

  private static Tensor gradient(Node node, Tensor root, boolean create) {
    return Tensor.ofGraph(node, root.device(), create);
  }

  static void checkRoot(String op, Tensor root, Tensor seed) {
    Shapes.check(root.dtype().isFloat(), op, () -> "needs a float tensor, got " + root.dtype());
    Shapes.check(
        root.requiresGrad(),
        op,
        () ->
            "the tensor does not require grad and depends on none that does (was it computed within"
                + " noGrad, or from detach()ed tensors?)");
    Shapes.check(
        seed.shape().equals(root.shape()),
        op,
        () ->
            "the gradient given is "
                + Shapes.text(seed.shape())
                + ", the tensor "
                + Shapes.text(root.shape()));
  }

  /** The gradients of chosen tensors, which accumulate nowhere; see {@link Autograd#grad}. */
  static Map<Tensor, Tensor> of(Map<Tensor, Tensor> roots, List<Tensor> targets, boolean create) {
    Map<Node, Node> seeds = new LinkedHashMap<>();
    roots.forEach(
        (root, seed) -> {
          checkRoot("grad", root, seed);
          seeds.merge(root.node(), seed.cast(root).node(), Gradients::sum);
        });
    Map<Node, Tensor> asked = new LinkedHashMap<>();
    targets.forEach(target -> asked.put(target.node(), target));
    Map<Node, Node> found = Gradients.of(seeds, asked::containsKey);
    Map<Tensor, Tensor> gradients = new LinkedHashMap<>();
    found.forEach(
        (node, gradient) ->
            gradients.put(
                asked.get(node), Tensor.ofGraph(gradient, asked.get(node).device(), create)));
    return gradients;
  }
}
