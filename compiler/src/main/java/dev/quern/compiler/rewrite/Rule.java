package dev.quern.compiler.rewrite;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A node that looks like {@code before} may be replaced by {@code after} where the condition holds:
 * both compute the same bits.
 *
 * <p>A pattern is matched with the operands of commutative ops in either order.
 */
public final class Rule {
  private final String name;
  private final Pattern before;
  private final Pattern after;
  private final Condition condition;
  private final boolean losesSignOfZero;
  private final List<Pattern> orders;

  private Rule(
      String name, Pattern before, Pattern after, Condition condition, boolean losesSignOfZero) {
    this.name = name;
    this.before = before;
    this.after = after;
    this.condition = condition;
    this.losesSignOfZero = losesSignOfZero;
    this.orders = orders(before);
  }

  public static Rule rule(String name, Pattern before, Pattern after) {
    return new Rule(name, before, after, Condition.ALWAYS, false);
  }

  public static Rule rule(String name, Pattern before, Pattern after, Condition condition) {
    return new Rule(name, before, after, condition, false);
  }

  /** The same rule, admitting that a float zero may come out with the other sign. */
  public Rule losingSignOfZero() {
    return new Rule(name, before, after, condition, true);
  }

  public String name() {
    return name;
  }

  public Pattern before() {
    return before;
  }

  public Pattern after() {
    return after;
  }

  public boolean losesSignOfZero() {
    return losesSignOfZero;
  }

  /** The ops of the nodes that the rule can replace. */
  public Set<Op> roots() {
    return before instanceof Pattern.Apply apply
        ? EnumSet.of(apply.op())
        : ((Pattern.Hole) before).ops();
  }

  /** The replacement, or the node itself where the rule does not apply. */
  public Node apply(Node node) {
    for (Pattern order : orders) {
      Match match = Match.of(order, node);
      if (match != null && condition.holds(match)) {
        Node replacement = Template.build(after, match);
        if (replacement != node) {
          checkKept(node, replacement);
          return replacement;
        }
      }
    }
    return node;
  }

  private void checkKept(Node node, Node replacement) {
    if (node.dtype() != replacement.dtype() || !node.shape().equals(replacement.shape())) {
      throw new AssertionError(
          "rule '" + name + "' turns " + node + " into " + replacement + ", another type or shape");
    }
  }

  /** The pattern with commutative operands in every order; each order once. */
  private static List<Pattern> orders(Pattern pattern) {
    if (!(pattern instanceof Pattern.Apply apply)) {
      return List.of(pattern);
    }
    List<List<Pattern>> rows = List.of(List.of());
    for (Pattern source : apply.sources()) {
      List<List<Pattern>> longer = new ArrayList<>();
      for (List<Pattern> row : rows) {
        for (Pattern order : orders(source)) {
          List<Pattern> extended = new ArrayList<>(row);
          extended.add(order);
          longer.add(extended);
        }
      }
      rows = longer;
    }
    Set<Pattern> all = new LinkedHashSet<>();
    rows.forEach(row -> all.add(new Pattern.Apply(apply.op(), row)));
    if (apply.op().commutes()) {
      rows.forEach(row -> all.add(new Pattern.Apply(apply.op(), List.of(row.get(1), row.get(0)))));
    }
    return List.copyOf(all);
  }

  /** Such as {@code x * 0 -> 0, if x is an integer}. */
  @Override
  public String toString() {
    String when = condition.text().isEmpty() ? "" : ", if " + condition.text();
    return before + " -> " + after + when + (losesSignOfZero ? " (loses the sign of zero)" : "");
  }
}
