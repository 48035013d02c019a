package dev.quern.runtime.reference;

import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Variable;
import java.util.function.ToLongFunction;

/** Turns sizes that may vary into numbers. */
final class SizeValues {
  private final ToLongFunction<Variable> values;

  SizeValues(ToLongFunction<Variable> values) {
    this.values = values;
  }

  int of(Size size) {
    return Math.toIntExact(size.at(this::of));
  }

  int[] of(Shape shape) {
    return shape.sizes().stream().mapToInt(this::of).toArray();
  }

  /** The value of a variable, which is within its bounds. */
  long of(Variable variable) {
    long value = values.applyAsLong(variable);
    if (value < variable.min() || value > variable.max()) {
      throw new IllegalArgumentException(
          variable.name() + " is " + value + ", outside " + variable.min() + ".." + variable.max());
    }
    return value;
  }
}
