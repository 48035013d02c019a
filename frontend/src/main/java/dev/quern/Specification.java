package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.device.Device;
import java.util.List;

/** What the input of a compiled function has to be. */
record Specification(DType dtype, Shape shape, Device device) {
  static List<Specification> of(List<Tensor> inputs) {
    return inputs.stream()
        .map(input -> new Specification(input.dtype(), input.shape(), input.device()))
        .toList();
  }

  private boolean fits(Tensor input) {
    return input.dtype() == dtype && input.device() == device && input.shape().equals(shape);
  }

  /** Refuses inputs that are not as at the first call. */
  static void check(List<Specification> needed, List<Tensor> inputs) {
    if (inputs.size() != needed.size()) {
      throw new IllegalArgumentException(
          "Compiled: " + inputs.size() + " inputs, the first call had " + needed.size());
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (!needed.get(i).fits(inputs.get(i))) {
        throw new IllegalArgumentException(
            "Compiled: input "
                + i
                + " is "
                + of(inputs).get(i)
                + ", at the first call it was "
                + needed.get(i));
      }
      if (inputs.get(i).requiresGrad()) {
        throw new IllegalArgumentException(
            "Compiled: input "
                + i
                + " requires grad, and gradients do not pass through a compiled function; detach() it");
      }
    }
  }

  @Override
  public String toString() {
    return dtype + Shapes.text(shape) + " on " + device.name();
  }
}
