package dev.quern.compiler.ir;

import java.util.Map;
import java.util.TreeMap;

/**
 * The size of a dimension or an offset into one: an affine function of bounded variables, in
 * canonical form, so that equal sizes are {@code equals}.
 */
public final class Size {
  private static final TreeMap<Variable, Long> NO_TERMS = new TreeMap<>(); // never changed
  private static final Size[] SMALL = new Size[1025];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = new Size(i, NO_TERMS);
    }
  }

  public static final Size ZERO = of(0);
  public static final Size ONE = of(1);

  private final long constant;
  private final TreeMap<Variable, Long> terms; // no zero coefficients

  private Size(long constant, TreeMap<Variable, Long> terms) {
    this.constant = constant;
    this.terms = terms;
  }

  public static Size of(long constant) {
    return constant >= 0 && constant < SMALL.length
        ? SMALL[(int) constant]
        : new Size(constant, NO_TERMS);
  }

  public static Size of(Variable variable) {
    TreeMap<Variable, Long> terms = new TreeMap<>();
    terms.put(variable, 1L);
    return new Size(0, terms);
  }

  public Size plus(Size other) {
    if (isFixed() && other.isFixed()) {
      return of(Math.addExact(constant, other.constant));
    }
    TreeMap<Variable, Long> sum = new TreeMap<>(terms);
    other.terms.forEach((variable, c) -> sum.merge(variable, c, Long::sum));
    sum.values().removeIf(c -> c == 0);
    return new Size(Math.addExact(constant, other.constant), sum);
  }

  public Size plus(long other) {
    return plus(of(other));
  }

  public Size minus(Size other) {
    if (isFixed() && other.isFixed()) {
      return of(Math.subtractExact(constant, other.constant));
    }
    return plus(other.times(-1));
  }

  public Size times(long factor) {
    if (factor == 0) {
      return ZERO;
    }
    if (isFixed()) {
      return of(Math.multiplyExact(constant, factor));
    }
    TreeMap<Variable, Long> scaled = new TreeMap<>();
    terms.forEach((variable, c) -> scaled.put(variable, Math.multiplyExact(c, factor)));
    return new Size(Math.multiplyExact(constant, factor), scaled);
  }

  /** True if no variable occurs. */
  public boolean isFixed() {
    return terms.isEmpty();
  }

  public boolean is(long value) {
    return isFixed() && constant == value;
  }

  /** The value of a fixed size. */
  public long fixed() {
    if (!isFixed()) {
      throw new IllegalStateException("size " + this + " varies");
    }
    return constant;
  }

  /** The part without variables. */
  public long constant() {
    return constant;
  }

  /** Variables with their coefficients, in the order of {@link Variable}. */
  public Map<Variable, Long> terms() {
    return java.util.Collections.unmodifiableMap(terms);
  }

  public long max() {
    return bound(true);
  }

  public long min() {
    return bound(false);
  }

  private long bound(boolean upper) {
    long sum = constant;
    if (isFixed()) {
      return sum;
    }
    for (Map.Entry<Variable, Long> term : terms.entrySet()) {
      boolean takeMax = upper == (term.getValue() > 0);
      long extreme = takeMax ? term.getKey().max() : term.getKey().min();
      sum = Math.addExact(sum, Math.multiplyExact(term.getValue(), extreme));
    }
    return sum;
  }

  /** The size for given values of its variables. */
  public long at(java.util.function.ToLongFunction<Variable> values) {
    long sum = constant;
    for (Map.Entry<Variable, Long> term : terms.entrySet()) {
      sum += term.getValue() * values.applyAsLong(term.getKey());
    }
    return sum;
  }

  /** This size as a scalar int32 expression over {@link Op#VAR} nodes. */
  public Node node() {
    Node sum = null;
    for (Map.Entry<Variable, Long> term : terms.entrySet()) {
      Node product = Node.variable(DType.INT32, term.getKey());
      if (term.getValue() != 1) {
        product = product.times(term.getValue());
      }
      sum = sum == null ? product : sum.plus(product);
    }
    if (sum == null) {
      return Node.index(constant);
    }
    return constant == 0 ? sum : sum.plus(Node.index(constant));
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Size size
            && constant == size.constant
            && (terms == size.terms || terms.equals(size.terms));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(constant) * 31 + (terms.isEmpty() ? 0 : terms.hashCode());
  }

  /** Such as {@code 64}, {@code t}, {@code 2*t+1}. */
  @Override
  public String toString() {
    if (isFixed()) {
      return Long.toString(constant);
    }
    StringBuilder text = new StringBuilder();
    terms.forEach(
        (variable, c) -> {
          text.append(text.length() > 0 && c > 0 ? "+" : "");
          text.append(c == 1 ? "" : c == -1 ? "-" : c + "*").append(variable.name());
        });
    if (constant != 0) {
      text.append(constant > 0 ? "+" : "").append(constant);
    }
    return text.toString();
  }
}
