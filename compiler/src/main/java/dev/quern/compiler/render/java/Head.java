package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What is made once before a vector loop: constants in all lanes, and accumulators. */
final class Head {
  final Code code = new Code();
  final Map<Node, Text[]> accumulators = new LinkedHashMap<>();
  private final Frame frame;
  private final Map<String, String> constants = new HashMap<>();

  Head(Frame frame) {
    this.frame = frame;
  }

  /** The name of a vector or mask that is made before the loop, and only once. */
  String constant(DType dtype, String text) {
    return constants.computeIfAbsent(
        text,
        key -> {
          String name = frame.fresh("k");
          frame.declare(code, Types.vector(dtype), name, key);
          return name;
        });
  }

  /** One vector or scalar for each copy of the loop's body, with these initial values. */
  void accumulator(Node accumulator, int copies, Supplier<String> initial, boolean vector) {
    Text[] names = new Text[copies];
    for (int copy = 0; copy < copies; copy++) {
      names[copy] = Text.atom(frame.names.get(accumulator) + "_" + copy);
      frame.declare(
          code,
          vector ? Types.vector(accumulator.dtype()) : Types.scalar(accumulator.dtype()),
          names[copy].text(),
          initial.get());
    }
    accumulators.put(accumulator, names);
  }
}
