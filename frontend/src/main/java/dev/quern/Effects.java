package dev.quern;

import dev.quern.compiler.ir.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a function leaves behind beside its outputs: tensors that it wrote to, and gradients. */
final class Effects {
  /** Something that happens once all values are there. */
  private interface Effect {
    void on(List<Node> values);
  }

  private final Map<Tensor, Supplier<Tensor>> gradients = new LinkedHashMap<>();
  private final List<Tensor> wanted = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private final int first; // position of the first wanted value among all

  private Effects(int first) {
    this.first = first;
  }

  /**
   * Finds them when the function has run.
   *
   * @param first how many values are wanted before these
   */
  static Effects of(Capture capture, int first) {
    Effects effects = new Effects(first);
    capture
        .slots()
        .forEach(
            (slot, start) ->
                start
                    .gradient()
                    .filter(gradient -> start.matters())
                    .ifPresent(
                        gradient ->
                            effects.gradients.put(gradient, () -> slot.peek().orElseThrow())));
    capture.slots().forEach((slot, start) -> effects.addGradient(capture, slot, start));
    capture
        .outside()
        .forEach(
            (tensor, before) -> {
              if (tensor.state().node() != before.node()) {
                effects.addWrite(tensor, before);
              }
            });
    return effects;
  }

  private void addWrite(Tensor tensor, Tensor.State before) {
    if (tensor.requiresGrad() != before.requiresGrad()) {
      throw new IllegalStateException(
          "Compiled: the function writes a value with a history to a tensor from outside; detach() it");
    }
    int position = want(tensor);
    Supplier<Tensor> target = now(tensor);
    effects.add(values -> target.get().become(values.get(position)));
  }

  private void addGradient(Capture capture, GradientSlot slot, Capture.Start start) {
    Optional<Tensor> end = slot.peek();
    if (end.equals(start.gradient()) && start.matters()) {
      return; // the same tensor, which may have been written to
    }
    if (end.isEmpty() || capture.isOutside(end.get())) {
      effects.add(values -> slot.restore(end));
      return;
    }
    Tensor model = end.get();
    int position = want(model);
    effects.add(
        values ->
            slot.restore(
                Optional.of(new Tensor(values.get(position), model.device(), false, false))));
  }

  private int want(Tensor tensor) {
    wanted.add(tensor);
    return first + wanted.size() - 1;
  }

  /** What a tensor from outside is at the time of a call: a gradient is that of its slot. */
  Supplier<Tensor> now(Tensor tensor) {
    return gradients.getOrDefault(tensor, () -> tensor);
  }

  /** The tensors whose values have to be there. */
  List<Tensor> wanted() {
    return wanted;
  }

  /** Makes it so. */
  void apply(List<Node> values) {
    for (Effect effect : effects) {
      effect.on(values);
    }
  }
}
