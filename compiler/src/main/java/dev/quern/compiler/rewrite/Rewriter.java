package dev.quern.compiler.rewrite;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Turns graphs into ones that no rule of a list applies to: a table of rules, indexed by op. */
public final class Rewriter {
  private final Map<Op, List<Rule>> byRoot = new EnumMap<>(Op.class);

  public Rewriter(List<Rule> rules) {
    for (Rule rule : rules) {
      rule.roots().forEach(op -> byRoot.computeIfAbsent(op, key -> new ArrayList<>()).add(rule));
    }
  }

  /** What a rule did to a node. */
  public record Fired(Rule rule, Node before, Node after) {}

  /** Is told of each rule that fires. */
  public interface Record {
    Record NONE = fired -> {};

    void add(Fired fired);

    /** A node whose sources were rewritten became another over the results. */
    default void rebuilt(Node before, Node after) {}
  }

  public Node apply(Node root) {
    return apply(List.of(root)).get(0);
  }

  /** The roots rewritten to a fixed point. */
  public List<Node> apply(List<Node> roots) {
    return apply(roots, Record.NONE);
  }

  public List<Node> apply(List<Node> roots, Record record) {
    Rewriting rewriting = new Rewriting(this, record);
    return roots.stream().map(rewriting::of).toList();
  }

  List<Rule> rules(Op root) {
    return byRoot.getOrDefault(root, List.of());
  }
}
