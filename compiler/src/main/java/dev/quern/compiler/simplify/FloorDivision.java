package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Turns an affine form divided by a positive constant into quotient and remainder with as little
 * division as the bounds allow.
 *
 * <p>Both come from one splitting, {@code a = c*q + r} with {@code r >= 0}, so that the quotient
 * and the remainder of the same dividend always name the same {@code r} and can be put together
 * again.
 */
final class FloorDivision {
  private final Forms forms;
  private final DType dtype;

  FloorDivision(Forms forms, DType dtype) {
    this.forms = forms;
    this.dtype = dtype;
  }

  /** Terms with factors that {@code g} divides, and the rest, which lies in {@code 0 .. g - 1}. */
  record Grouped(long g, Affine main, Affine rest) {}

  /** {@code a / c}, truncated. */
  Affine quotient(Affine a, long c) {
    Interval range = forms.interval(a);
    if (c == 1) {
      return a;
    }
    if (!range.fits(dtype)) {
      return opaque(Op.DIV, a, c);
    }
    if (range.min() > -c && range.max() < c) {
      return Affine.ZERO;
    }
    if (range.min() < 0) {
      return exact(a, c)
          ? a.quotients(c)
          : nested(a, c, false).orElseGet(() -> opaque(Op.DIV, a, c));
    }
    Affine r = remainder(a, c);
    return forms.interval(r).fits(dtype)
        ? a.minus(r).quotients(c).plus(reduced(r, c))
        : opaque(Op.DIV, a, c);
  }

  /** {@code a % c}, with the sign of the dividend. */
  Affine modulo(Affine a, long c) {
    Interval range = forms.interval(a);
    if (c == 1) {
      return Affine.ZERO;
    }
    if (!range.fits(dtype)) {
      return opaque(Op.MOD, a, c);
    }
    if (range.min() > -c && range.max() < c) {
      return a;
    }
    if (range.min() < 0) {
      return exact(a, c) ? Affine.ZERO : opaque(Op.MOD, a, c);
    }
    Affine r = remainder(a, c);
    return forms.interval(r).fits(dtype) ? wrapped(r, c) : opaque(Op.MOD, a, c);
  }

  private static boolean exact(Affine a, long c) {
    return a.divisor() % c == 0 && a.constant() % c == 0;
  }

  /** The form {@code r >= 0} with {@code a - r} a multiple of c, term by term. */
  private Affine remainder(Affine a, long c) {
    Affine r = a.remainders(c);
    long least = forms.interval(r).min();
    return least >= 0 ? r : r.plus(-Math.floorDiv(least, c) * c);
  }

  private Affine reduced(Affine r, long c) {
    if (forms.interval(r).isBelow(c)) {
      return Affine.ZERO;
    }
    Optional<Grouped> grouped = grouped(r, c);
    if (grouped.isPresent()) {
      Grouped parts = grouped.get();
      return quotient(parts.main.quotients(parts.g), c / parts.g);
    }
    return nested(r, c, true).orElseGet(() -> opaque(Op.DIV, r, c));
  }

  private Affine wrapped(Affine r, long c) {
    if (forms.interval(r).isBelow(c)) {
      return r;
    }
    Optional<Grouped> grouped = grouped(r, c);
    if (grouped.isPresent()) {
      Grouped parts = grouped.get();
      Affine main = modulo(parts.main.quotients(parts.g), c / parts.g);
      return main.times(parts.g).plus(parts.rest);
    }
    return inner(r, Op.MOD, c)
        .map(x -> modulo(forms.form(x), c))
        .orElseGet(() -> opaque(Op.MOD, r, c));
  }

  /**
   * The largest g that divides c such that what g does not divide stays below g: then the division
   * concerns the other terms only. Every g divides 0.
   */
  Optional<Grouped> grouped(Affine r, long c) {
    TreeSet<Long> divisors = new TreeSet<>();
    divisors.add(Affine.gcd(c, r.divisor()));
    r.terms().values().forEach(factor -> divisors.add(Affine.gcd(c, factor)));
    for (long g : divisors.descendingSet()) {
      Affine rest = r.remainders(g);
      for (Map.Entry<Node, Long> term : r.terms().entrySet()) {
        boolean divides = term.getValue() % g == 0;
        Affine whole = Affine.of(term.getKey(), term.getValue());
        rest = divides ? rest : rest.without(term.getKey()).plus(whole);
      }
      Affine main = r.minus(rest);
      if (g > 1 && forms.interval(rest).isBelow(g) && forms.interval(main).fits(dtype)) {
        return Optional.of(new Grouped(g, main, rest));
      }
    }
    return Optional.empty();
  }

  /** {@code (x / b + k) / c -> (x + b*k) / (b*c)} and {@code (x % (a*c)) / c -> (x / c) % a}. */
  private Optional<Affine> nested(Affine r, long c, boolean nonNegative) {
    if (r.constant() == 0) {
      Optional<Node> x = inner(r, Op.MOD, c);
      if (x.isPresent()) {
        long a = divisor(r.lone().get()) / c;
        return Optional.of(modulo(quotient(forms.form(x.get()), c), a));
      }
    }
    Optional<Node> atom = r.lone().filter(node -> node.op() == Op.DIV && divisor(node) > 0);
    if (atom.isEmpty() || !(nonNegative || r.constant() == 0)) {
      return Optional.empty();
    }
    long b = divisor(atom.get());
    Affine x = forms.form(atom.get().source(0));
    Affine shifted = x.plus(b * r.constant());
    boolean sound =
        Interval.of(b).times(c).fits(dtype)
            && Interval.of(b).times(r.constant()).fits(dtype)
            && forms.interval(x).fits(dtype)
            && forms.interval(shifted).fits(dtype)
            && (r.constant() == 0 || forms.interval(x).min() >= 0);
    return sound ? Optional.of(quotient(shifted, b * c)) : Optional.empty();
  }

  /** The x of a lone {@code x % m} where c divides m and x is not negative. */
  private Optional<Node> inner(Affine r, Op op, long c) {
    return r.atom()
        .filter(node -> node.op() == op && divisor(node) > 0 && divisor(node) % c == 0)
        .map(node -> node.source(0))
        .filter(x -> forms.bounds(x).min() >= 0 && forms.bounds(x).fits(dtype));
  }

  /** The divisor of a quotient or remainder by a constant, else 0. */
  static long divisor(Node node) {
    return node.source(1).isConst() ? node.source(1).literal().bits() : 0;
  }

  private Affine opaque(Op op, Affine a, long c) {
    Node dividend = forms.node(a, dtype);
    return Affine.of(Nodes.binary(op, dividend, dividend.like(c)), 1);
  }
}
