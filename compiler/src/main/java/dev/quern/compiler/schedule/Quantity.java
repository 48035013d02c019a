package dev.quern.compiler.schedule;

import java.util.Locale;

/** A number that a decision looked at, such as {@code store 3.1 us}. */
public record Quantity(String name, double value, String unit) {
  /** A count of something. */
  static Quantity of(String name, double value) {
    return new Quantity(name, value, "");
  }

  /** A cost in picoseconds, which is how {@link dev.quern.compiler.target.Costs} counts. */
  static Quantity cost(String name, double picoseconds) {
    return new Quantity(name, picoseconds / 1e6, "us");
  }

  @Override
  public String toString() {
    boolean whole = value == Math.rint(value) && unit.isEmpty();
    String number = String.format(Locale.ROOT, whole ? "%.0f" : "%.1f", value);
    return name + " " + number + (unit.isEmpty() ? "" : " " + unit);
  }
}
