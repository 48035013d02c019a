package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.schedule.Reason.Decision;
import dev.quern.compiler.target.Costs;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the scheduler writes down while it decides. What it did is always written; what it
 * considered and left, and what went without saying, only where someone wants to read that.
 */
final class Reasons {
  private final boolean detailed;
  private final Costs costs;
  private final Set<Reason> list = new LinkedHashSet<>(); // some questions are asked twice
  private final Map<Integer, Integer> absorbed = new LinkedHashMap<>();

  Reasons(boolean detailed, Costs costs) {
    this.costs = costs;
    this.detailed = detailed;
  }

  boolean detailed() {
    return detailed;
  }

  /** Something was done. */
  void done(Node node, Decision decision, String rule, Cluster kernel, List<Quantity> numbers) {
    list.add(new Reason(node, decision, rule, numbers, kernel.number(), Reason.NONE));
  }

  /** Something was done that concerns no single kernel. */
  void done(Node node, Decision decision, String rule, List<Quantity> numbers) {
    list.add(new Reason(node, decision, rule, numbers, Reason.NONE, Reason.NONE));
  }

  /** Something was not done in a kernel; the rule is empty if it was. */
  void refused(Node node, Decision decision, String rule, Cluster kernel, List<Quantity> numbers) {
    if (detailed && !rule.isEmpty()) {
      done(node, decision, rule, kernel, numbers);
    }
  }

  /** The same without numbers. */
  void refused(Node node, Decision decision, String rule, Cluster kernel) {
    refused(node, decision, rule, kernel, List.of());
  }

  /** Something was done, or not, to two kernels. */
  void pair(Node node, Decision decision, String rule, Cluster one, Cluster two) {
    if (decision.isDone() || detailed) {
      List<Quantity> numbers =
          List.of(
              Quantity.cost("reading it twice", node.shape().elements() * costs.move(node)),
              Quantity.of("evaluations of one", one.evaluations()),
              Quantity.of("of the other", two.evaluations()));
      list.add(new Reason(node, decision, rule, numbers, one.number(), two.number()));
    }
  }

  /** A kernel became part of another. */
  void absorbed(Cluster from, Cluster into) {
    absorbed.put(from.number(), into.number());
  }

  List<Reason> list() {
    return List.copyOf(list);
  }

  Map<Integer, Integer> absorbed() {
    return absorbed;
  }
}
