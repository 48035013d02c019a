package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.runtime.device.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What a function's graph depends on beside shapes: while it holds, the function need not run
 * again.
 */
final class Guards {
  /** The settings of a thread. */
  private record Setting(boolean recording, DType dtype, Device device) {
    static Setting now() {
      Mode mode = Mode.current();
      return new Setting(mode.recording(), mode.dtype(), mode.device());
    }
  }

  private final Setting setting = Setting.now();
  private final List<BooleanSupplier> conditions;
  private final List<Capture.Assumption> assumptions;

  private Guards(List<BooleanSupplier> conditions, List<Capture.Assumption> assumptions) {
    this.conditions = conditions;
    this.assumptions = assumptions;
  }

  static Guards of(Capture capture) {
    List<BooleanSupplier> conditions = new ArrayList<>(capture.conditions());
    capture.outside().forEach((tensor, state) -> conditions.add(same(tensor, state)));
    capture
        .slots()
        .forEach(
            (slot, start) -> {
              if (start.matters()) {
                boolean present = start.gradient().isPresent();
                conditions.add(() -> slot.peek().isPresent() == present);
              }
            });
    return new Guards(conditions, List.copyOf(capture.assumptions()));
  }

  /**
   * What can't be bound anew: whether a tensor requires grad, and a number that is in the graph.
   */
  private static BooleanSupplier same(Tensor tensor, Tensor.State state) {
    boolean requires = state.requiresGrad();
    Node number = state.node();
    return Tensor.isNumber(number)
        ? () -> tensor.requiresGrad() == requires && tensor.state().node() == number
        : () -> tensor.requiresGrad() == requires;
  }

  boolean hold(List<Tensor> inputs) {
    if (!setting.equals(Setting.now())) {
      return false;
    }
    for (BooleanSupplier condition : conditions) {
      if (!condition.getAsBoolean()) {
        return false;
      }
    }
    for (Capture.Assumption assumption : assumptions) {
      if (inputs.get(assumption.input()).bounds().filter(assumption.holds()).isEmpty()) {
        return false;
      }
    }
    return true;
  }
}
