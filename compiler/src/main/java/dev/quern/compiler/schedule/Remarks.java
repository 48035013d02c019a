package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.schedule.Remark.Decision;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the scheduler writes down while it decides. What it did is always written; what it
 * considered and left, and what went without saying, only where someone wants to read that.
 */
final class Remarks {
  private final boolean detailed;
  private final Set<Remark> list = new LinkedHashSet<>(); // some questions are asked twice
  private final Map<Integer, Integer> absorbed = new LinkedHashMap<>();

  Remarks(boolean detailed) {
    this.detailed = detailed;
  }

  boolean detailed() {
    return detailed;
  }

  /** Something was done. */
  void done(Node node, Decision decision, String rule, FusionGroup kernel, List<Quantity> numbers) {
    list.add(new Remark(node, decision, rule, numbers, kernel.number(), Remark.NONE));
  }

  /** Something was done that concerns no single kernel. */
  void done(Node node, Decision decision, String rule, List<Quantity> numbers) {
    list.add(new Remark(node, decision, rule, numbers, Remark.NONE, Remark.NONE));
  }

  /** Something was not done in a kernel; the rule is empty if it was. */
  void refused(
      Node node, Decision decision, String rule, FusionGroup kernel, List<Quantity> numbers) {
    if (detailed && !rule.isEmpty()) {
      done(node, decision, rule, kernel, numbers);
    }
  }

  /** The same without numbers. */
  void refused(Node node, Decision decision, String rule, FusionGroup kernel) {
    refused(node, decision, rule, kernel, List.of());
  }

  /** Something was done, or not, to two kernels. */
  void pair(
      Node node, Decision decision, String rule, double saved, FusionGroup one, FusionGroup two) {
    if (decision.isDone() || detailed) {
      List<Quantity> numbers =
          List.of(
              Quantity.cost("saved", saved),
              Quantity.of("evaluations of one", one.evaluations()),
              Quantity.of("of the other", two.evaluations()));
      list.add(new Remark(node, decision, rule, numbers, one.number(), two.number()));
    }
  }

  /** A kernel became part of another. */
  void absorbed(FusionGroup from, FusionGroup into) {
    absorbed.put(from.number(), into.number());
  }

  List<Remark> list() {
    return List.copyOf(list);
  }

  Map<Integer, Integer> absorbed() {
    return absorbed;
  }
}
