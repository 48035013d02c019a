package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.schedule.Contraction;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.ContractionTask;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Tuning.Contractions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits the k of a contraction of few results over batches, whose results are to be added: so that
 * threads share out k, and each packs its own.
 */
record SplitK(Contraction contraction, Node part) {
  static Optional<SplitK> of(Contraction whole, KernelBuilder builder) {
    long results = (long) whole.shape().batch() * whole.shape().m() * whole.shape().n();
    Contractions tuning = builder.tuning.contractions();
    long parts = parts(whole, tuning);
    if (results > tuning.mostSplitResults()
        || whole.shape().k() < tuning.splitK()
        || parts < tuning.fewestParts()) {
      return Optional.empty();
    }
    Node first = whole.k().get(0);
    Node part = builder.ids.range(parts);
    long rest = Ranges.extent(first) / parts;
    List<Node> k = new ArrayList<>(whole.k().subList(1, whole.k().size()));
    Node place = part;
    if (rest > 1) {
      Node within = builder.ids.range(rest);
      k.add(0, within);
      place = part.times(rest).plus(within);
    }
    List<Node> indices = new RangeSubstitution(Map.of(first, place)).all(whole.indices());
    List<Node> batch = new ArrayList<>(whole.batch());
    batch.add(0, part);
    return cut(whole, batch, k, indices, builder.target).map(cut -> new SplitK(cut, part));
  }

  /** The most parts of equal size that the outermost loop of k can be cut in. */
  private static long parts(Contraction whole, Contractions tuning) {
    long extent = Ranges.extent(whole.k().get(0));
    long most = Math.min(tuning.mostParts(), whole.shape().k() / tuning.shortestPart());
    while (most > 1 && extent % most != 0) {
      most--;
    }
    return most;
  }

  private static Optional<Contraction> cut(
      Contraction whole, List<Node> batch, List<Node> k, List<Node> indices, Target target) {
    ContractionTask task =
        new ContractionTask(
            Ranges.elements(batch),
            whole.shape().m(),
            whole.shape().n(),
            Ranges.elements(k),
            whole.shape().dtype(),
            false);
    return whole.template().plan(task, target).map(shape -> whole.with(batch, k, indices, shape));
  }
}
