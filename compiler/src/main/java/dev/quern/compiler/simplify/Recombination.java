package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Turns sums of a quotient and the remainder that belongs to it back into the dividend. */
final class Recombination {
  private final Forms forms;
  private final DType dtype;
  private final FloorDivision division;

  Recombination(Forms forms, DType dtype) {
    this.forms = forms;
    this.dtype = dtype;
    this.division = new FloorDivision(forms, dtype);
  }

  Affine of(Affine sum) {
    Affine form = sum;
    for (Optional<Affine> next = step(form); next.isPresent(); next = step(form)) {
      form = next.get().wrapped(dtype);
    }
    return form;
  }

  private Optional<Affine> step(Affine sum) {
    for (Map.Entry<Node, Long> term : new ArrayList<>(sum.terms().entrySet())) {
      Node remainder = term.getKey();
      if (remainder.op() == Op.MOD && FloorDivision.divisor(remainder) > 0) {
        Optional<Affine> joined = joined(sum, remainder, term.getValue());
        if (joined.isPresent()) {
          return joined;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Affine> joined(Affine sum, Node remainder, long s) {
    long c = FloorDivision.divisor(remainder);
    Affine x = forms.form(remainder.source(0));
    Affine quotient = division.quotient(x, c);
    Optional<Node> atom = quotient.lone();
    if (atom.isEmpty()) {
      return Optional.empty();
    }
    Node q = atom.get();
    if (sum.factor(q) == c * s) {
      // (q + k)*c*s + (x % c)*s -> x*s with q + k = x / c
      Affine rest = sum.without(q).without(remainder);
      return Optional.of(rest.plus(x.times(s)).plus(-quotient.constant() * c * s));
    }
    return quotient.constant() == 0 ? wider(sum, remainder, q, s) : Optional.empty();
  }

  /** {@code ((x / c) % m)*c*s + (x % c)*s -> (x % (c*m))*s}. */
  private Optional<Affine> wider(Affine sum, Node remainder, Node q, long s) {
    long c = FloorDivision.divisor(remainder);
    for (Map.Entry<Node, Long> term : sum.terms().entrySet()) {
      Node other = term.getKey();
      if (other.op() == Op.MOD && other.source(0) == q && term.getValue() == c * s) {
        long m = FloorDivision.divisor(other);
        if (m > 0 && Interval.of(c).times(m).fits(dtype)) {
          Affine whole = division.modulo(forms.form(remainder.source(0)), c * m);
          return Optional.of(sum.without(other).without(remainder).plus(whole.times(s)));
        }
      }
    }
    return Optional.empty();
  }
}
