package dev.quern.compiler.lower;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.schedule.Affine;
import dev.quern.compiler.target.Capability;
import dev.quern.compiler.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Chooses which loops run in vectors: those through which memory is walked element by element.
 *
 * <p>Never of fewer lanes to spare a short loop its tail: one kernel with vectors of half the width
 * makes all others of the process two to three times slower on JDK 17.
 */
final class Lanes {
  private static final int STORE_IN_STRIDE = 6;
  private static final int LOAD_IN_STRIDE = 4;
  private static final int LOAD_FIXED = 1;
  private static final int STORE_APART = -6;
  private static final int LOAD_APART = -4;
  private static final int REDUCTION_VECTORS = 4;
  private static final int FEWEST_LANES = 4;
  private static final int STRIP = 512; // elements, so that ten arrays of them fit L1
  private static final int LONGEST_STRIP = 1024; // elements, of many arrays
  private static final int ROOM = 3 << 12; // elements that arrays of one strip have in L1
  private static final int SHORTEST_STRIP = 32;

  private final Target target;

  Lanes(Target target) {
    this.target = target;
  }

  /** The range that suits these statements best as the innermost, vectorized loop. */
  Optional<Node> best(List<Node> candidates, List<Node> statements) {
    Node best = null;
    long bestScore = 0;
    for (Node range : candidates) {
      long score = score(range, statements);
      boolean longEnough = Affine.extent(range) >= Math.max(FEWEST_LANES, target.lanes(4) / 2);
      if (longEnough && (best == null || score >= bestScore)) {
        best = range;
        bestScore = score;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How well memory is walked when a range is innermost: positive if mostly element by element. */
  static long score(Node range, List<Node> statements) {
    long score = 0;
    for (Node node : Expression.nodes(statements)) {
      if (node.op() == Op.LOAD || node.op() == Op.STORE) {
        boolean store = node.op() == Op.STORE;
        Optional<Long> stride = stride(range, node.source(1));
        if (stride.isPresent() && stride.get() == 1) {
          score += store ? STORE_IN_STRIDE : LOAD_IN_STRIDE;
        } else if (stride.isPresent() && stride.get() == 0) {
          score += store ? 0 : LOAD_FIXED;
        } else {
          score += store ? STORE_APART : LOAD_APART;
        }
      }
    }
    return score;
  }

  /** How far an index moves when a range moves by one, if that is always as far. */
  static Optional<Long> stride(Node range, Node index) {
    OptionalLong stride = new Strides(range).of(index);
    return stride.isPresent() ? Optional.of(stride.getAsLong()) : Optional.empty();
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

  /** Turns of a loop, itself not in a vector's lanes, that have an accumulator each. */
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
    long extent = Affine.extent(range);
    int lanes = target.lanes(narrowest(range, body));
    boolean reduces =
        body.stream().anyMatch(s -> s.op() == Op.UPDATE && !body.contains(s.source(0)));
    boolean walks = score(range, body) + (reduces ? 0 : computed(range, body)) > 0;
    if (!(walks || reduces) || Carried.by(range, body).isPresent()) {
      return;
    }
    if (lanes > 1 && extent >= lanes && walks) {
      long vectors = extent / lanes;
      int unroll = reduces ? (int) Math.min(REDUCTION_VECTORS, Long.highestOneBit(vectors)) : 1;
      decisions.add(new Decision.Vectorize(idOf(range), lanes, unroll));
      return;
    }
    if (target.has(Capability.AUTO_VECTORIZED) && extent >= SHORTEST_STRIP && walks) {
      int strip = extent <= longestStrip(range, body) ? (int) extent : STRIP;
      decisions.add(new Decision.Strips(idOf(range), strip));
    }
    if (reduces && extent >= 2 * REDUCTION_VECTORS) {
      decisions.add(new Decision.Unroll(idOf(range), REDUCTION_VECTORS));
    }
  }

  /** Elements of which one strip may be all of the loop: as many as its arrays leave room for. */
  private static long longestStrip(Node range, List<Node> body) {
    Map<Node, Set<Node>> free = Expression.free(body);
    long arrays =
        Expression.nodes(body).stream()
            .filter(node -> node.op() == Op.LOAD || node.op().isElementwise())
            .filter(node -> node.dtype().isFloat() && free.get(node).contains(range))
            .count();
    return Math.max(LONGEST_STRIP, ROOM / Math.max(1, arrays));
  }

  /** What vectors save where memory is not walked: operations on what differs from turn to turn. */
  private static long computed(Node range, List<Node> body) {
    Map<Node, Set<Node>> free = Expression.free(body);
    return Expression.arithmetic(
        Expression.nodes(body).stream().filter(node -> free.get(node).contains(range)).toList());
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
      boolean even = node.dtype().isInteger() && stride(range, node).isPresent();
      if (value && !even && !node.dtype().isBool() && free.get(node).contains(range)) {
        bytes = Math.min(bytes, node.dtype().bytes());
        found = true;
      }
    }
    return found ? bytes : DType.INT32.bytes();
  }

  static long idOf(Node range) {
    return ((dev.quern.compiler.ir.Arg.Id) range.arg()).id();
  }
}
