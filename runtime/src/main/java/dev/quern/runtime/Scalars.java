package dev.quern.runtime;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Variable;
import java.util.function.ToLongFunction;

/** The values of a graph's variables and varying numbers, as the bits that launches take. */
final class Scalars {
  private Scalars() {}

  /** Bits by slot of variables, then by literal position. */
  static long[] of(Signature signature, ToLongFunction<Variable> sizes) {
    int variables = signature.variables().size();
    long[] bits = new long[variables + signature.literals()];
    for (int slot = 0; slot < variables; slot++) {
      bits[slot] = variable(signature, slot, sizes);
    }
    for (int position = 0; position < signature.literals(); position++) {
      bits[variables + position] = signature.literal(position).bits();
    }
    return bits;
  }

  /** The bits of one variable. */
  static long variable(Signature signature, int slot, ToLongFunction<Variable> sizes) {
    Variable variable = signature.variables().get(slot);
    Arg.Literal given = signature.value(slot);
    long value = given != null ? given.bits() : sizes.applyAsLong(variable);
    boolean real = given != null && given.dtype().isFloat();
    if (!real && (value < variable.min() || value > variable.max())) {
      throw new IllegalArgumentException(
          variable.name() + " is " + value + ", outside " + variable.min() + ".." + variable.max());
    }
    return value;
  }
}
