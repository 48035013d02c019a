package dev.quern.runtime.memory;

import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.ir.Variable;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The values that the varying sizes of a stored tensor have: what its storage holds of them. */
public record Lengths(Map<Variable, Long> values) {
  /** Of a tensor whose sizes are fixed. */
  public static final Lengths NONE = new Lengths(Map.of());

  public Lengths {
    values.forEach(Lengths::check);
    values = Map.copyOf(values);
  }

  /** One variable and its value, which must be within its bounds. */
  public static Lengths of(Variable variable, long value) {
    return new Lengths(Map.of(variable, value));
  }

  /** Those of the variables in a shape. */
  public static Lengths of(Shape shape, ToLongFunction<Variable> values) {
    if (shape.isFixed()) {
      return NONE;
    }
    Map<Variable, Long> named = new TreeMap<>();
    for (Size size : shape.sizes()) {
      size.terms().keySet().forEach(v -> named.put(v, values.applyAsLong(v)));
    }
    return new Lengths(named);
  }

  /**
   * These and others.
   *
   * @throws IllegalArgumentException if they disagree
   */
  public Lengths and(Lengths others) {
    if (values.isEmpty() || others.equals(this)) {
      return others;
    }
    Map<Variable, Long> both = new TreeMap<>(values);
    others.values.forEach((variable, value) -> put(both, variable, value));
    return new Lengths(both);
  }

  private static void put(Map<Variable, Long> known, Variable variable, long value) {
    Long before = known.putIfAbsent(variable, value);
    if (before != null && before != value) {
      throw new IllegalArgumentException(
          variable.name() + " is " + before + " in one tensor and " + value + " in another");
    }
  }

  public static void check(Variable variable, long value) {
    if (value < variable.min() || value > variable.max()) {
      throw new IllegalArgumentException(
          variable.name() + " is " + value + ", outside " + variable.min() + ".." + variable.max());
    }
  }

  public boolean has(Variable variable) {
    return values.containsKey(variable);
  }

  /**
   * The value of a variable.
   *
   * @throws IllegalArgumentException if there is none
   */
  public long of(Variable variable) {
    Long value = values.get(variable);
    if (value == null) {
      throw new IllegalArgumentException(
          "size " + variable.name() + " has no value: no tensor of the computation has it");
    }
    return value;
  }

  /** The sizes of a shape. */
  public int[] of(Shape shape) {
    return shape.sizes().stream().mapToInt(size -> Math.toIntExact(size.at(this::of))).toArray();
  }
}
