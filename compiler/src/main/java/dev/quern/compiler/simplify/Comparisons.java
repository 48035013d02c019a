package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import java.util.Map;
import java.util.Optional;

/**
 * Turns comparisons of affine forms into the decision, or into one spelling without common terms.
 */
final class Comparisons {
  private final Forms forms;

  Comparisons(Forms forms) {
    this.forms = forms;
  }

  static Node bool(boolean value) {
    return Nodes.constant(DType.BOOL, Shape.SCALAR, value ? 1 : 0);
  }

  /** {@code a < b}. */
  Node less(Affine a, Affine b, DType dtype) {
    if (comparable(a, b, dtype)) {
      Affine d = a.minus(b);
      Interval range = forms.interval(d);
      if (range.max() < 0 || range.min() >= 0) {
        return bool(range.max() < 0);
      }
      Optional<Node> spelled = spelled(Op.CMPLT, grouped(d, dtype), dtype);
      if (spelled.isPresent()) {
        return spelled.get();
      }
    }
    return Nodes.binary(Op.CMPLT, forms.node(a, dtype), forms.node(b, dtype));
  }

  /** {@code a == b}, or {@code a != b}. */
  Node equal(Op op, Affine a, Affine b, DType dtype) {
    Affine d = a.minus(b);
    if (d.wrapped(dtype).isConstant()) {
      return bool((d.wrapped(dtype).constant() == 0) == (op == Op.CMPEQ));
    }
    if (comparable(a, b, dtype)) {
      long common = d.divisor();
      if (!forms.interval(d).contains(0) || d.constant() % common != 0) {
        return bool(op == Op.CMPNE);
      }
      Optional<Node> spelled = spelled(op, d.quotients(positiveFirst(d) ? common : -common), dtype);
      if (spelled.isPresent()) {
        return spelled.get();
      }
    }
    return ordered(op, forms.node(a, dtype), forms.node(b, dtype));
  }

  /** True if the sides are what they say, so that their difference tells which is larger. */
  private boolean comparable(Affine a, Affine b, DType dtype) {
    return forms.interval(a).fits(dtype)
        && forms.interval(b).fits(dtype)
        && a.isSmall()
        && b.isSmall();
  }

  /** A smaller form that is negative exactly if d is: {@code g*m + rest < 0 <-> m < 0}. */
  private Affine grouped(Affine d, DType dtype) {
    FloorDivision division = new FloorDivision(forms, dtype);
    Affine form = d;
    for (var parts = division.grouped(form, 0);
        parts.isPresent();
        parts = division.grouped(form, 0)) {
      form = parts.get().main().quotients(parts.get().g());
    }
    return form;
  }

  private boolean positiveFirst(Affine d) {
    Node first = d.terms().keySet().stream().min(forms::compare).orElseThrow();
    return d.factor(first) > 0;
  }

  /** {@code d op 0} with each term on the side where it is positive; empty if a side could wrap. */
  private Optional<Node> spelled(Op op, Affine d, DType dtype) {
    Affine left = Affine.ZERO;
    Affine right = Affine.ZERO;
    for (Map.Entry<Node, Long> term : d.terms().entrySet()) {
      Affine part = Affine.of(term.getKey(), Math.abs(term.getValue()));
      left = term.getValue() > 0 ? left.plus(part) : left;
      right = term.getValue() < 0 ? right.plus(part) : right;
    }
    boolean constantLeft = left.isConstant() || d.constant() > 0 && !right.isConstant();
    left = constantLeft ? left.plus(d.constant()) : left;
    right = constantLeft ? right : right.plus(-d.constant());
    if (!forms.interval(left).fits(dtype) || !forms.interval(right).fits(dtype)) {
      return Optional.empty();
    }
    Node x = forms.node(left, dtype);
    Node y = forms.node(right, dtype);
    return Optional.of(op == Op.CMPLT ? Nodes.binary(op, x, y) : ordered(op, x, y));
  }

  private Node ordered(Op op, Node x, Node y) {
    boolean swap = x.isConst() || !y.isConst() && forms.compare(x, y) > 0;
    return swap ? Nodes.binary(op, y, x) : Nodes.binary(op, x, y);
  }

  /** The opposite of a simplified condition. */
  Node negated(Node condition) {
    return switch (condition.op()) {
      case CONST -> bool(condition.literal().bits() == 0);
      case NOT -> condition.source(0);
      case CMPEQ -> Nodes.binary(Op.CMPNE, condition.source(0), condition.source(1));
      case CMPNE -> Nodes.binary(Op.CMPEQ, condition.source(0), condition.source(1));
      case CMPLT -> notLess(condition);
      default -> Nodes.unary(Op.NOT, condition);
    };
  }

  /** {@code not a < b -> b < a + 1} on integers. */
  private Node notLess(Node condition) {
    DType dtype = condition.source(0).dtype();
    if (dtype.isInteger()) {
      Affine above = forms.form(condition.source(0)).plus(1);
      if (forms.interval(above).fits(dtype)) {
        return less(forms.form(condition.source(1)), above, dtype);
      }
    }
    return Nodes.unary(Op.NOT, condition);
  }

  /** {@code a - b} of a condition {@code a < b} whose sides don't wrap, so that it says d < 0. */
  Optional<Affine> difference(Node condition) {
    if (condition.op() != Op.CMPLT || !condition.source(0).dtype().isInteger()) {
      return Optional.empty();
    }
    DType dtype = condition.source(0).dtype();
    Affine a = forms.form(condition.source(0));
    Affine b = forms.form(condition.source(1));
    return comparable(a, b, dtype) ? Optional.of(a.minus(b)) : Optional.empty();
  }
}
