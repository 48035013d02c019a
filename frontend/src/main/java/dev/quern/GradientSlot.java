package dev.quern;

import dev.quern.autograd.Gradients;
import dev.quern.autograd.Leaf;
import dev.quern.compiler.ir.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where a tensor's gradient accumulates. It marks the tensor in graphs and outlives it there. */
final class GradientSlot implements Leaf {
  private final List<UnaryOperator<Node>> hooks = new ArrayList<>();
  private Tensor gradient; // null where there is none
  private boolean alone; // nobody else has been given the gradient

  Optional<Tensor> gradient() {
    touch(true);
    alone = false;
    return Optional.ofNullable(gradient);
  }

  private void touch(boolean matters) {
    Capture.touches(this, gradient, matters);
  }

  /** Puts a gradient there as if it had always been. */
  void restore(Optional<Tensor> before) {
    gradient = before.orElse(null);
    alone = false;
  }

  /** Puts a gradient there that nobody else has. */
  void own(Tensor next) {
    gradient = next;
    alone = true;
  }

  /** True if this gradient is there, and has been given to nobody since {@link #own}. */
  boolean owns(Tensor made) {
    return gradient == made && alone;
  }

  /** The same gradient as {@link #gradient}, without a trace of who asked. */
  Optional<Tensor> peek() {
    return Optional.ofNullable(gradient);
  }

  /** Forgets the gradient, so that it is not evaluated either. */
  void clear() {
    touch(false);
    if (gradient != null) {
      Mode.current().pending().remove(gradient);
    }
    gradient = null;
  }

  void replace(Tensor next) {
    clear();
    gradient = next;
    alone = false;
  }

  boolean isPending() {
    return gradient != null && Mode.current().pending().contains(gradient);
  }

  /** Adds a gradient to the one that is there, in place, and makes it pending. */
  void accumulate(Tensor next) {
    touch(true);
    alone = false;
    Tensor before = gradient;
    Runnable undo = () -> restore(Optional.ofNullable(before));
    if (gradient == null) {
      gradient = next;
    } else if (next.requiresGrad()) {
      gradient = gradient.add(next);
    } else {
      Tensor.State state = gradient.state();
      undo = () -> before.restore(state);
      gradient.rebind(Gradients.sum(gradient.value(), next.value()), true);
    }
    Mode.current().pending().add(gradient, undo);
  }

  void hook(UnaryOperator<Node> hook) {
    hooks.add(hook);
  }

  void unhook(UnaryOperator<Node> hook) {
    hooks.remove(hook);
  }

  /** The gradient after the hooks have seen it. */
  Node observed(Node node) {
    Node passed = node;
    for (UnaryOperator<Node> hook : List.copyOf(hooks)) {
      passed = hook.apply(passed);
    }
    return passed;
  }
}
