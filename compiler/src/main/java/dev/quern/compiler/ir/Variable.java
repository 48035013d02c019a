package dev.quern.compiler.ir;

/**
 * A scalar whose value is given when a plan is launched, not when it is compiled: a length, a
 * position, a learning rate, a random stream.
 *
 * <p>Two variables are the same if name and bounds are. The bounds, both inclusive, are what index
 * algebra and storage sizes rely on; a floating variable has none ({@link #scalar}).
 */
public record Variable(String name, long min, long max) implements Comparable<Variable> {
  public Variable {
    if (!isName(name)) {
      throw new IllegalArgumentException("variable: '" + name + "' is not a name");
    }
    if (min > max) {
      throw new IllegalArgumentException(
          "variable " + name + ": minimum " + min + " is above maximum " + max);
    }
  }

  /** A letter or underscore, then those, digits and dots. */
  private static boolean isName(String name) {
    boolean fits = !name.isEmpty() && isLetter(name.charAt(0));
    for (int i = 1; fits && i < name.length(); i++) {
      char c = name.charAt(i);
      fits = isLetter(c) || c >= '0' && c <= '9' || c == '.';
    }
    return fits;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  /** A variable without useful bounds. */
  public static Variable scalar(String name) {
    return new Variable(name, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public int compareTo(Variable other) {
    int byName = name.compareTo(other.name);
    if (byName != 0) {
      return byName;
    }
    int byMin = Long.compare(min, other.min);
    return byMin != 0 ? byMin : Long.compare(max, other.max);
  }
}
