package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns expressions into affine forms with bounds, and forms into expressions of one spelling. */
final class Forms {
  private final IntervalAnalysis bounds = new IntervalAnalysis();
  private final AtomOrder order = new AtomOrder();
  private final Map<Node, Affine> memo = new IdentityHashMap<>();
  private final Map<Node, Interval> facts = new LinkedHashMap<>();

  Affine form(Node node) {
    return memo.computeIfAbsent(node, Affine::parse);
  }

  /** The node is a term as it stands, not the sum that it may be. */
  void keep(Node node) {
    memo.put(node, Affine.of(node, 1));
  }

  Interval bounds(Node node) {
    return interval(form(node));
  }

  /** Atoms in the order of their terms. */
  int compare(Node a, Node b) {
    return order.compare(a, b);
  }

  /** Records that the value of a form without constant lies within an interval. */
  void assume(Affine terms, DType dtype, Interval interval) {
    facts.merge(node(terms, dtype), interval(terms).and(interval), Interval::and);
  }

  /** Where the mathematical value of the form lies, whether or not it fits the type. */
  Interval interval(Affine form) {
    Interval direct = sum(form);
    if (form.terms().keySet().stream().anyMatch(Forms::varies)) {
      direct =
          direct.and(new Interval(sum(extreme(form, false)).min(), sum(extreme(form, true)).max()));
    }
    return facts.isEmpty() ? direct : direct.and(assumed(form));
  }

  private Interval sum(Affine form) {
    Interval sum = Interval.of(form.constant());
    for (Map.Entry<Node, Long> term : form.terms().entrySet()) {
      sum = sum.plus(atom(term.getKey()).times(term.getValue()));
    }
    return sum;
  }

  private Interval atom(Node atom) {
    Interval interval = bounds.interval(atom);
    return facts.containsKey(atom) ? interval.and(facts.get(atom)) : interval;
  }

  private Interval assumed(Affine form) {
    if (form.isConstant()) {
      return Interval.of(form.constant());
    }
    long scale = form.divisor();
    Affine terms = form.plus(-form.constant());
    DType dtype = form.terms().keySet().iterator().next().dtype();
    Interval up = facts.get(node(terms.quotients(scale), dtype));
    Interval down = facts.get(node(terms.quotients(-scale), dtype));
    Interval all = Interval.of(DType.INT64);
    Interval within = up == null ? all : up.times(scale);
    within = down == null ? within : within.and(down.times(-scale));
    return within.plus(Interval.of(form.constant()));
  }

  /** True of a loop whose extent is known at launch only. */
  private static boolean varies(Node atom) {
    return atom.op() == Op.RANGE && !atom.source(0).isConst();
  }

  /** The form with varying loops at their last or first round: i of n rounds is at most n - 1. */
  private Affine extreme(Affine form, boolean upper) {
    Affine replaced = form;
    for (Map.Entry<Node, Long> term : form.terms().entrySet()) {
      Node atom = term.getKey();
      if (varies(atom)) {
        replaced = replaced.without(atom);
        if (upper == term.getValue() > 0) {
          replaced = replaced.plus(form(atom.source(0)).plus(-1).times(term.getValue()));
        }
      }
    }
    return replaced;
  }

  /** The one spelling of a sum: terms in order, a positive one first, the constant last. */
  Node node(Affine given, DType dtype) {
    Affine form = given.wrapped(dtype);
    List<Map.Entry<Node, Long>> terms = new ArrayList<>(form.terms().entrySet());
    terms.sort((a, b) -> order.compare(a.getKey(), b.getKey()));
    Node sum = null;
    boolean constantFirst = false;
    int first = firstPositive(terms);
    if (first >= 0) {
      terms.add(0, terms.remove(first));
    } else if (terms.isEmpty() || form.constant() != 0) {
      sum = constant(dtype, form.constant());
      constantFirst = true;
    }
    for (Map.Entry<Node, Long> term : terms) {
      sum = appended(sum, term.getKey(), term.getValue());
    }
    return constantFirst ? sum : withConstant(sum, form.constant());
  }

  private static int firstPositive(List<Map.Entry<Node, Long>> terms) {
    for (int i = 0; i < terms.size(); i++) {
      if (terms.get(i).getValue() > 0) {
        return i;
      }
    }
    return -1;
  }

  private static Node appended(Node sum, Node atom, long factor) {
    if (sum == null) {
      return factor == -1 ? Nodes.unary(Op.NEG, atom) : scaled(atom, factor);
    }
    boolean subtracts = factor < 0 && factor != Integer.MIN_VALUE && factor != Long.MIN_VALUE;
    return subtracts ? sum.minus(scaled(atom, -factor)) : sum.plus(scaled(atom, factor));
  }

  private static Node scaled(Node atom, long factor) {
    return factor == 1 ? atom : atom.times(factor);
  }

  private static Node withConstant(Node sum, long constant) {
    if (constant == 0) {
      return sum;
    }
    boolean subtracts = constant < 0 && constant != Integer.MIN_VALUE && constant != Long.MIN_VALUE;
    return subtracts ? sum.minus(sum.like(-constant)) : sum.plus(constant);
  }

  private static Node constant(DType dtype, long value) {
    return Nodes.constant(Shape.SCALAR, Arg.Literal.of(dtype, value));
  }
}
