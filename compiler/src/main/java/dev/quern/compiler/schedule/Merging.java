package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.schedule.Remark.Decision;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Proposes the joins of all groups that use a node and applies them greedily: what saves most
 * first, ties by position.
 *
 * <p>A join saves one evaluation or load of each value that both groups still wait for. A group
 * that has taken in another is proposed anew to its neighbours, and what was proposed of either
 * before no longer counts.
 */
final class Merging {
  /** Two uses of the node, by position, whose groups could become one. */
  private record Proposal(int first, int second, Use one, Use two, double saved, int version) {}

  private static final Comparator<Proposal> BEST_FIRST =
      Comparator.comparingDouble((Proposal proposal) -> -proposal.saved)
          .thenComparingInt(Proposal::first)
          .thenComparingInt(Proposal::second);

  private final Kernels kernels;
  private final ExpressionLimits expressions;
  private final Remarks reasons;
  private final Joining joining;
  private final int mostCompared;
  private final Node node;
  private final PriorityQueue<Proposal> proposals = new PriorityQueue<>(BEST_FIRST);
  private final Map<FusionGroup, Integer> versions = new HashMap<>(); // joins of each group

  Merging(Kernels kernels, ExpressionLimits expressions, Remarks reasons, Node node) {
    this.kernels = kernels;
    this.expressions = expressions;
    this.reasons = reasons;
    this.joining = new Joining(kernels, expressions, reasons);
    this.mostCompared = kernels.tuning().fusion().mostCompared();
    this.node = node;
  }

  /** Joins groups that use the node, as far as they fit. */
  void run() {
    for (int i = 0; i < kernels.usesOf(node).size(); i++) {
      proposeWithLater(i);
    }
    while (!proposals.isEmpty()) {
      Proposal best = proposals.poll();
      if (best.version == version(best.one) + version(best.two)) {
        apply(best);
      }
    }
  }

  private void proposeWithLater(int first) {
    int end = Math.min(kernels.usesOf(node).size(), first + 1 + mostCompared);
    for (int second = first + 1; second < end; second++) {
      propose(first, second);
    }
  }

  private void propose(int first, int second) {
    Use one = kernels.usesOf(node).get(first);
    Use two = kernels.usesOf(node).get(second);
    if (one.group() != two.group()) {
      double saved = saved(one.group().pending(), two.group().pending());
      proposals.add(new Proposal(first, second, one, two, saved, version(one) + version(two)));
    }
  }

  private void apply(Proposal best) {
    String refusal = joining.join(best.one, best.two);
    Decision decision = refusal.isEmpty() ? Decision.MERGED : Decision.NOT_MERGED;
    String rule = refusal.isEmpty() ? "both read it in the same order" : refusal;
    reasons.pair(node, decision, rule, best.saved, best.one.group(), best.two.group());
    if (refusal.isEmpty()) {
      versions.merge(best.one.group(), 1, Integer::sum);
      versions.merge(best.two.group(), 1, Integer::sum);
      proposeAnew(Set.of(best.one.group(), best.two.group()));
    }
  }

  /** Proposes each pair of uses of which one belongs to a group that has changed. */
  private void proposeAnew(Set<FusionGroup> changed) {
    List<Use> uses = kernels.usesOf(node);
    for (int i = 0; i < uses.size(); i++) {
      if (changed.contains(uses.get(i).group())) {
        for (int j = Math.max(0, i - mostCompared); j < i; j++) {
          propose(j, i);
        }
        proposeWithLater(i);
      }
    }
  }

  private int version(Use use) {
    return versions.getOrDefault(use.group(), 0);
  }

  /** Picoseconds for what both groups wait for, computed or loaded once. */
  private double saved(Set<Node> one, Set<Node> two) {
    Set<Node> fewer = one.size() <= two.size() ? one : two;
    Set<Node> more = fewer == one ? two : one;
    double saved = 0;
    for (Node value : fewer) {
      saved += more.contains(value) ? expressions.once(value) : 0;
    }
    return saved;
  }
}
