package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sum of atoms times factors, and a constant: what an integer expression is apart from the parts
 * that are not linear. Arithmetic is of long; {@link #wrapped} brings it back to a type.
 */
final class Affine {
  static final Affine ZERO = new Affine(new LinkedHashMap<>(), 0);

  private final LinkedHashMap<Node, Long> terms; // no zero factors
  private final long constant;

  private Affine(LinkedHashMap<Node, Long> terms, long constant) {
    this.terms = terms;
    this.constant = constant;
  }

  static Affine of(long constant) {
    return new Affine(new LinkedHashMap<>(), constant);
  }

  static Affine of(Node atom, long factor) {
    LinkedHashMap<Node, Long> terms = new LinkedHashMap<>();
    if (factor != 0) {
      terms.put(atom, factor);
    }
    return new Affine(terms, 0);
  }

  /** Reads sums, differences and products with constants; the rest are atoms. */
  static Affine parse(Node node) {
    record Part(Node node, long factor) {}
    LinkedHashMap<Node, Long> terms = new LinkedHashMap<>();
    long constant = 0;
    Deque<Part> stack = new ArrayDeque<>(List.of(new Part(node, 1)));
    while (!stack.isEmpty()) {
      Part part = stack.pop();
      Node next = part.node;
      switch (next.op()) {
        case CONST -> constant += next.literal().bits() * part.factor;
        case ADD, SUB -> {
          stack.push(new Part(next.source(1), next.op() == Op.ADD ? part.factor : -part.factor));
          stack.push(new Part(next.source(0), part.factor));
        }
        case NEG -> stack.push(new Part(next.source(0), -part.factor));
        case MUL -> {
          if (next.source(1).isConst()) {
            stack.push(new Part(next.source(0), part.factor * next.source(1).literal().bits()));
          } else {
            add(terms, next, part.factor);
          }
        }
        default -> add(terms, next, part.factor);
      }
    }
    return new Affine(terms, constant);
  }

  private static void add(Map<Node, Long> terms, Node atom, long factor) {
    long sum = terms.getOrDefault(atom, 0L) + factor;
    if (sum == 0) {
      terms.remove(atom);
    } else {
      terms.put(atom, sum);
    }
  }

  Map<Node, Long> terms() {
    return terms;
  }

  long constant() {
    return constant;
  }

  boolean isConstant() {
    return terms.isEmpty();
  }

  long factor(Node atom) {
    return terms.getOrDefault(atom, 0L);
  }

  /** The atom, if this is nothing but one atom. */
  Optional<Node> atom() {
    return constant == 0 ? lone() : Optional.empty();
  }

  /** The atom, if this is one atom and a constant. */
  Optional<Node> lone() {
    if (terms.size() != 1) {
      return Optional.empty();
    }
    Map.Entry<Node, Long> only = terms.entrySet().iterator().next();
    return only.getValue() == 1 ? Optional.of(only.getKey()) : Optional.empty();
  }

  Affine plus(long added) {
    return new Affine(terms, constant + added);
  }

  Affine plus(Affine other) {
    LinkedHashMap<Node, Long> sum = new LinkedHashMap<>(terms);
    other.terms.forEach((atom, factor) -> add(sum, atom, factor));
    return new Affine(sum, constant + other.constant);
  }

  Affine minus(Affine other) {
    return plus(other.times(-1));
  }

  Affine times(long scale) {
    LinkedHashMap<Node, Long> scaled = new LinkedHashMap<>();
    terms.forEach((atom, factor) -> add(scaled, atom, factor * scale));
    return new Affine(scaled, constant * scale);
  }

  Affine without(Node atom) {
    LinkedHashMap<Node, Long> rest = new LinkedHashMap<>(terms);
    rest.remove(atom);
    return new Affine(rest, constant);
  }

  /** What is left of each term after division by {@code divisor}, toward zero. */
  Affine remainders(long divisor) {
    LinkedHashMap<Node, Long> rest = new LinkedHashMap<>();
    terms.forEach((atom, factor) -> add(rest, atom, factor % divisor));
    return new Affine(rest, Math.floorMod(constant, divisor));
  }

  /** Each term divided; exact where this is {@code remainders} less. */
  Affine quotients(long divisor) {
    LinkedHashMap<Node, Long> quotient = new LinkedHashMap<>();
    terms.forEach((atom, factor) -> add(quotient, atom, factor / divisor));
    return new Affine(quotient, Math.floorDiv(constant, divisor));
  }

  /** The same value modulo the type's width, with factors in the type's range. */
  Affine wrapped(DType dtype) {
    if (dtype != DType.INT32) {
      return this;
    }
    LinkedHashMap<Node, Long> narrow = new LinkedHashMap<>();
    terms.forEach((atom, factor) -> add(narrow, atom, (int) (long) factor));
    return new Affine(narrow, (int) constant);
  }

  /** True if no factor is so large that sums of two forms could leave long. */
  boolean isSmall() {
    long limit = 1L << 62;
    return Math.abs(constant) < limit
        && terms.values().stream().allMatch(factor -> Math.abs(factor) < limit);
  }

  /** The greatest common divisor of the factors, constant apart; 0 if there are none. */
  long divisor() {
    long common = 0;
    for (long factor : terms.values()) {
      common = gcd(common, factor);
    }
    return common;
  }

  static long gcd(long a, long b) {
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }
}
