package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Capability;
import dev.quern.compiler.target.Target;
import dev.quern.compiler.target.Tuning.Loops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses which loops run in vectors: those through which memory is walked element by element.
 *
 * <p>Never of fewer lanes to spare a short loop its tail: one kernel with vectors of half the width
 * makes all others of the process two to three times slower on JDK 17.
 */
final class Vectorization {
  private final Target target;
  private final Loops tuning;
  private final Locality locality;

  Vectorization(Target target) {
    this.target = target;
    this.tuning = target.tuning().loops();
    this.locality = new Locality(tuning);
  }

  /** The range that suits these statements best as the innermost, vectorized loop. */
  Optional<Node> best(List<Node> candidates, List<Node> statements) {
    Node best = null;
    long bestScore = 0;
    for (Node range : candidates) {
      long score = locality.score(range, statements);
      boolean longEnough =
          Ranges.extent(range) >= Math.max(tuning.fewestLanes(), target.lanes(Float.BYTES) / 2);
      if (longEnough && (best == null || score >= bestScore)) {
        best = range;
        bestScore = score;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Decides for all loops of a nest: the innermost ones, and the one that was chosen as lanes. */
  List<Decision> decide(List<Node> statements, Set<Node> chosen) {
    List<Decision> decisions = new ArrayList<>();
    for (Node node : Expression.nodes(statements)) {
      if (node.op() == Op.LOOP) {
        Node range = node.source(0);
        List<Node> body = LoopNests.body(node);
        boolean innermost = Expression.nodes(body).stream().noneMatch(n -> n.op() == Op.LOOP);
        boolean within = isWithin(chosen, range, statements);
        if (chosen.contains(range) || innermost && !within) {
          decide(range, body, decisions);
        }
      }
    }
    return decisions;
  }

  /** Iterations of a loop, itself not in a vector's lanes, that have an accumulator each. */
  long accumulators(Node loop, Set<Node> chosen) {
    long id = idOf(loop.source(0));
    long accumulators = 1;
    for (Decision decision : decide(List.of(loop), chosen)) {
      if (decision instanceof Decision.Vectorize vectorize && vectorize.range() == id) {
        accumulators = (long) vectorize.lanes() * vectorize.unroll();
      } else if (decision instanceof Decision.Unroll unroll && unroll.range() == id) {
        accumulators = target.has(Capability.ACCUMULATOR_PER_COPY) ? unroll.factor() : 1;
      }
    }
    return accumulators;
  }

  /** True if the loop over a range stands inside a loop that runs in vectors. */
  private static boolean isWithin(Set<Node> chosen, Node range, List<Node> statements) {
    for (Node node : Expression.nodes(statements)) {
      if (node.op() == Op.LOOP && chosen.contains(node.source(0)) && node.source(0) != range) {
        List<Node> body = LoopNests.body(node);
        if (Expression.nodes(body).stream()
            .anyMatch(inner -> inner.op() == Op.LOOP && inner.source(0) == range)) {
          return true;
        }
      }
    }
    return false;
  }

  private void decide(Node range, List<Node> body, List<Decision> decisions) {
    long extent = Ranges.extent(range);
    int lanes = target.lanes(narrowest(range, body));
    boolean reduces =
        body.stream().anyMatch(s -> s.op() == Op.UPDATE && !body.contains(s.source(0)));
    boolean walks = locality.score(range, body) + (reduces ? 0 : computed(range, body)) > 0;
    if (!(walks || reduces) || LoopCarriedDependence.by(range, body).isPresent()) {
      return;
    }
    if (lanes > 1 && extent >= lanes && walks) {
      long vectors = extent / lanes;
      int unroll = reduces ? (int) Math.min(tuning.accumulators(), Long.highestOneBit(vectors)) : 1;
      decisions.add(new Decision.Vectorize(idOf(range), lanes, unroll));
      return;
    }
    if (target.has(Capability.AUTO_VECTORIZED) && extent >= tuning.shortestStrip() && walks) {
      int strip = extent <= longestStrip(range, body) ? (int) extent : tuning.strip();
      decisions.add(new Decision.Strips(idOf(range), strip));
    }
    if (reduces && extent >= 2 * tuning.accumulators()) {
      decisions.add(new Decision.Unroll(idOf(range), tuning.accumulators()));
    }
  }

  /** Elements of which one strip may be all of the loop: as many as its arrays leave room for. */
  private long longestStrip(Node range, List<Node> body) {
    Map<Node, Set<Node>> free = Expression.free(body);
    long arrays =
        Expression.nodes(body).stream()
            .filter(node -> node.op() == Op.LOAD || node.op().isElementwise())
            .filter(node -> node.dtype().isFloat() && free.get(node).contains(range))
            .count();
    return Math.max(tuning.longestStrip(), tuning.stripRoom() / Math.max(1, arrays));
  }

  /**
   * What vectors save where memory is not walked: operations on what differs from iteration to
   * iteration.
   */
  private long computed(Node range, List<Node> body) {
    Map<Node, Set<Node>> free = Expression.free(body);
    List<Node> varying =
        Expression.nodes(body).stream().filter(node -> free.get(node).contains(range)).toList();
    return Expression.arithmetic(varying, tuning.transcendental());
  }

  /**
   * Bytes of the narrowest number that is computed for each iteration, so that it fills a vector;
   * where only indices are, those of an int32. Indices that move evenly need no vectors.
   */
  private static int narrowest(Node range, List<Node> body) {
    Map<Node, Set<Node>> free = Expression.free(body);
    int bytes = Long.BYTES;
    boolean found = false;
    for (Node node : Expression.nodes(body)) {
      boolean value = node.op().isElementwise() || node.op() == Op.LOAD;
      boolean even = node.dtype().isInteger() && Strides.along(range, node).isPresent();
      if (value && !even && !node.dtype().isBool() && free.get(node).contains(range)) {
        bytes = Math.min(bytes, node.dtype().bytes());
        found = true;
      }
    }
    return found ? bytes : DType.INT32.bytes();
  }

  private static long idOf(Node range) {
    return ((Arg.Id) range.arg()).id();
  }
}
