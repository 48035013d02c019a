package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a list of conditions into the shortest list that says the same: each once, of two limits of
 * the same sum the tighter, none if they are always true.
 */
final class Conjunction {
  private final Forms forms;
  private final Comparisons comparisons;

  Conjunction(Forms forms, Comparisons comparisons) {
    this.forms = forms;
    this.comparisons = comparisons;
  }

  /** {@code x and y}, of simplified conditions. */
  Node and(Node x, Node y) {
    return joined(Op.AND, merged(parts(Op.AND, x, y)));
  }

  /** {@code x or y -> not (not x and not y)}. */
  Node or(Node x, Node y) {
    List<Node> negated = parts(Op.OR, x, y).stream().map(comparisons::negated).toList();
    return joined(Op.OR, merged(negated).stream().map(comparisons::negated).toList());
  }

  /** The operands of nested ANDs or ORs. */
  static List<Node> parts(Op op, Node... roots) {
    Set<Node> parts = new LinkedHashSet<>();
    Deque<Node> stack = new ArrayDeque<>(List.of(roots));
    while (!stack.isEmpty()) {
      Node node = stack.pop();
      if (node.op() == op) {
        stack.push(node.source(1));
        stack.push(node.source(0));
      } else {
        parts.add(node);
      }
    }
    return List.copyOf(parts);
  }

  /**
   * Limits of one sum: the condition with the smallest upper one and with the largest lower one.
   */
  private record Limit(long value, Node condition) {}

  /**
   * Conditions that together say the same; a constant false alone if they contradict each other.
   */
  private Collection<Node> merged(List<Node> conditions) {
    Set<Node> kept = new LinkedHashSet<>();
    Map<Node, Limit> limits = new LinkedHashMap<>();
    for (Node condition : conditions) {
      Optional<Affine> difference = comparisons.difference(condition);
      if (difference.isPresent()) {
        tighten(limits, difference.get(), condition);
      } else if (!condition.isConst()) {
        kept.add(condition);
      } else if (condition.literal().bits() == 0) {
        return List.of(condition);
      }
    }
    limits.values().forEach(limit -> kept.add(limit.condition));
    return contradicts(kept, limits) ? List.of(Comparisons.bool(false)) : kept;
  }

  /** Notes {@code t + k < 0} as the limit {@code t < -k} unless a tighter one is known. */
  private void tighten(Map<Node, Limit> limits, Affine difference, Node condition) {
    Limit limit = new Limit(-difference.constant(), condition);
    limits.merge(
        sum(difference, condition), limit, (old, fresh) -> fresh.value < old.value ? fresh : old);
  }

  private Node sum(Affine form, Node condition) {
    return forms.node(form.plus(-form.constant()), condition.source(0).dtype());
  }

  private boolean contradicts(Set<Node> kept, Map<Node, Limit> limits) {
    for (Limit limit : limits.values()) {
      Affine difference = comparisons.difference(limit.condition).orElseThrow();
      Limit lower = limits.get(sum(difference.times(-1), limit.condition));
      // t < above and -t < -below leave no integer between below and above.
      if (lower != null && limit.value - 1 < 1 - lower.value) {
        return true;
      }
    }
    return kept.stream().anyMatch(node -> node.op() == Op.NOT && kept.contains(node.source(0)));
  }

  /** The conditions in the order of what is known first, so that a guard can be hoisted in part. */
  private Node joined(Op op, Collection<Node> conditions) {
    List<Node> sorted = new ArrayList<>(conditions);
    sorted.sort(forms::compare);
    Node result = null;
    for (Node condition : sorted) {
      result = result == null ? condition : Nodes.binary(op, result, condition);
    }
    return result == null ? Comparisons.bool(op == Op.AND) : result;
  }

  /** Records the limits that hold where the condition does. */
  void assume(Node condition) {
    for (Node part : parts(Op.AND, condition)) {
      comparisons
          .difference(part)
          .ifPresent(
              d -> {
                DType dtype = part.source(0).dtype();
                long scale = d.divisor();
                Affine terms = d.plus(-d.constant()).quotients(scale);
                forms.assume(
                    terms,
                    dtype,
                    new Interval(Long.MIN_VALUE + 1, Math.floorDiv(-d.constant() - 1, scale)));
                forms.assume(
                    terms.times(-1),
                    dtype,
                    new Interval(-Math.floorDiv(-d.constant() - 1, scale), Long.MAX_VALUE - 1));
              });
    }
  }
}
