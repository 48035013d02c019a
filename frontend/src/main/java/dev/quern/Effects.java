package dev.quern;

import dev.quern.compiler.ir.Node;
import dev.quern.runtime.PreparedPlan;
import dev.quern.runtime.device.Device;
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
  private final List<Made> made = new ArrayList<>();
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
    Made made = new Made(slot, want(model), model.device());
    this.made.add(made);
    effects.add(made);
  }

  /** A gradient that each call makes; the next may write over it if nobody has seen it. */
  private static final class Made implements Effect {
    private final GradientSlot slot;
    private final int position;
    private final Device device;
    private Tensor last; // null before the first call

    Made(GradientSlot slot, int position, Device device) {
      this.slot = slot;
      this.position = position;
      this.device = device;
    }

    @Override
    public void on(List<Node> values) {
      last = new Tensor(values.get(position), device, false, false);
      slot.own(last);
    }

    boolean isSeen() {
      return last == null || !slot.owns(last);
    }
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

  /** Lets a plan write gradients over those that it made before. */
  void reuse(PreparedPlan plan) {
    made.forEach(gradient -> plan.reuse(gradient.position));
  }

  /** Makes it leave alone those that somebody has seen. */
  void keepSeen(PreparedPlan plan) {
    for (Made gradient : made) {
      if (gradient.isSeen()) {
        plan.keep(gradient.position);
      }
    }
  }

  /** Makes it so. */
  void apply(List<Node> values) {
    for (Effect effect : effects) {
      effect.on(values);
    }
  }
}
