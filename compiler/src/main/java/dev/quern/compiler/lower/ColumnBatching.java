package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.schedule.Contraction;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Turns outer loops of a contraction's columns into batches where memory makes a jump between one
 * iteration and the next: the images of a convolution, whose positions then are one run each.
 */
final class ColumnBatching {
  private ColumnBatching() {}

  static Contraction batched(Contraction contraction, Scalarization expressions, Target target) {
    int split =
        contraction.n().size() < 2
            ? 0
            : split(contraction, expressions, target.tuning().contractions().batchColumns());
    if (split == 0) {
      return contraction;
    }
    List<Node> batch = new ArrayList<>(contraction.batch());
    batch.addAll(contraction.n().subList(0, split));
    List<Node> n = contraction.n().subList(split, contraction.n().size());
    ContractionTask task =
        new ContractionTask(
            Ranges.elements(batch),
            contraction.shape().m(),
            Ranges.elements(n),
            contraction.shape().k(),
            contraction.shape().dtype(),
            false);
    return contraction
        .template()
        .plan(task, target)
        .map(shape -> contraction.with(batch, n, shape))
        .orElse(contraction);
  }

  /** How many of the column loops to take, so that the fewest columns are left. */
  private static int split(Contraction contraction, Scalarization expressions, long fewest) {
    List<Node> n = contraction.n();
    Node value = expressions.value(contraction.b(), contraction.indices(contraction.b()));
    List<Node> indices =
        Expression.nodes(List.of(value)).stream()
            .filter(node -> node.op() == Op.LOAD)
            .map(load -> IndexAlgebra.simplify(load.source(1)))
            .toList();
    int split = n.size() - 1;
    while (split > 0 && continues(n.get(split - 1), n.get(split), indices)) {
      split--;
    }
    return Ranges.elements(n.subList(split, n.size())) >= fewest ? split : 0;
  }

  /**
   * True if an iteration of the outer loop begins where the last iteration of the inner one ends.
   */
  private static boolean continues(Node outer, Node inner, List<Node> indices) {
    return indices.stream()
        .allMatch(
            index -> {
              OptionalLong step = Strides.along(inner, index);
              OptionalLong jump = Strides.along(outer, index);
              return step.isPresent()
                  && jump.equals(OptionalLong.of(step.getAsLong() * Ranges.extent(inner)));
            });
  }
}
