package dev.quern.runtime.request;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Variable;
import dev.quern.runtime.memory.Lengths;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The values of a graph's variables and varying numbers, as the bits that launches take: by slot of
 * variables, then by literal position.
 */
public record LaunchScalars(List<Variable> variables, long[] bits) {
  /**
   * Of a graph, whose variables have the values that it gives them, else those of {@code sizes}.
   */
  public static LaunchScalars of(Signature signature, ToLongFunction<Variable> sizes) {
    int variables = signature.variables().size();
    long[] bits = new long[variables + signature.literals()];
    for (int slot = 0; slot < variables; slot++) {
      bits[slot] = variable(signature, slot, sizes);
    }
    for (int position = 0; position < signature.literals(); position++) {
      bits[variables + position] = signature.literal(position).bits();
    }
    return new LaunchScalars(List.copyOf(signature.variables()), bits);
  }

  /** The bits of one variable. */
  static long variable(Signature signature, int slot, ToLongFunction<Variable> sizes) {
    Variable variable = signature.variables().get(slot);
    Arg.Literal given = signature.value(slot);
    long value = given != null ? given.bits() : sizes.applyAsLong(variable);
    boolean real = given != null && given.dtype().isFloat();
    if (!real) {
      Lengths.check(variable, value);
    }
    return value;
  }

  /** The bits of a variable. */
  public long of(Variable variable) {
    return bits[variables.indexOf(variable)];
  }

  /** What the varying sizes of a shape are. */
  public Lengths lengths(Shape shape) {
    return Lengths.of(shape, this::of);
  }
}
