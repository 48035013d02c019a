package dev.quern.compiler.rewrite;

import dev.quern.compiler.ir.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One run of a {@link Rewriter}: sources before users, each node until no rule fires, each result
 * remembered.
 *
 * <p>What a rule makes is rewritten in turn, its new sources first. A node that would become, or
 * come to contain, itself is how rules that undo each other show.
 */
final class Rewriting {
  /** Rules fired one upon the other; far more than any sensible table needs. */
  private static final int BUDGET = 500;

  private final Rewriter rewriter;
  private final Rewriter.Record record;
  private final Map<Node, Node> done = new IdentityHashMap<>();
  private final Map<Node, Step> open = new IdentityHashMap<>();
  private final Deque<Step> stack = new ArrayDeque<>();

  Rewriting(Rewriter rewriter, Rewriter.Record record) {
    this.rewriter = rewriter;
    this.record = record;
  }

  /** A node in work. {@code next} is what it has become so far, by {@code rule} if by any. */
  private static final class Step {
    final Node node;
    final int fired;
    Node next;
    Rule rule;

    Step(Node node, int fired) {
      this.node = node;
      this.fired = fired;
    }
  }

  Node of(Node root) {
    enter(root, 0);
    while (!stack.isEmpty()) {
      Step step = stack.peek();
      if (step.next != null) {
        finish(step, done.get(step.next));
      } else if (sourcesDone(step)) {
        advance(step);
      }
    }
    return done.get(root);
  }

  private void enter(Node node, int fired) {
    if (done.containsKey(node)) {
      return;
    }
    if (open.containsKey(node) || fired > BUDGET) {
      throw new AssertionError(alternating(node));
    }
    Step step = new Step(node, fired);
    open.put(node, step);
    stack.push(step);
  }

  private void finish(Step step, Node result) {
    stack.pop();
    open.remove(step.node);
    done.put(step.node, result);
  }

  /** Enters the first source that is not done yet. */
  private boolean sourcesDone(Step step) {
    for (Node source : step.node.sources()) {
      if (!done.containsKey(source)) {
        enter(source, step.fired);
        return false;
      }
    }
    return true;
  }

  private void advance(Step step) {
    Node rebuilt = step.node.with(step.node.sources().stream().map(done::get).toArray(Node[]::new));
    if (rebuilt != step.node) {
      record.rebuilt(step.node, rebuilt);
      become(step, rebuilt, step.fired);
      return;
    }
    for (Rule rule : rewriter.rules(step.node.op())) {
      Node replacement = rule.apply(step.node);
      if (replacement != step.node) {
        record.add(new Rewriter.Fired(rule, step.node, replacement));
        step.rule = rule;
        become(step, replacement, step.fired + 1);
        return;
      }
    }
    finish(step, step.node);
  }

  private void become(Step step, Node next, int fired) {
    step.next = next;
    enter(next, fired);
  }

  /** The rules that fired between the first visit to a node and the second. */
  private String alternating(Node node) {
    Set<String> rules = new LinkedHashSet<>();
    for (Step step : stack) {
      if (step.rule != null) {
        rules.add("'" + step.rule.name() + "' (" + step.rule + ")");
      }
      if (step.node == node) {
        break;
      }
    }
    return "rewrite: rules undo each other at " + node + ": " + String.join(", ", rules);
  }
}
