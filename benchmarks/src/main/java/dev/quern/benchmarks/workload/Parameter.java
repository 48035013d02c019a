package dev.quern.benchmarks.workload;

import dev.quern.Tensor;
import dev.quern.nn.Module;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parameter of a model, by name and shape, and the values that all contenders start from. */
record Parameter(String name, int... shape) {
  private static final double SPREAD = 0.035; // a standard deviation of 0.02, as GPT-2's

  /** Ones for the scales of norms, else small numbers that depend on the position only. */
  float[] values(int position) {
    boolean scale = shape.length == 1 && name.endsWith("weight");
    double low = scale ? 1 : -SPREAD;
    double high = scale ? 1 : SPREAD;
    return Inputs.uniform(position, low, high, Inputs.elements(shape));
  }

  /** The parameters of a model, in its order. */
  static List<Parameter> of(Module model) {
    return model.namedParameters().entrySet().stream()
        .map(entry -> new Parameter(entry.getKey(), entry.getValue().shape().toArray()))
        .toList();
  }

  /** Sets all parameters to their start. */
  static void start(Module model) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    List<Parameter> parameters = of(model);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      state.put(parameter.name(), Tensor.of(parameter.values(i), parameter.shape()));
    }
    model.loadStateDict(state);
  }
}
