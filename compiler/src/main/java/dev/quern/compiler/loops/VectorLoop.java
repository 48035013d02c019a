package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.lower.Ids;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One loop as loops over vectors and what is left. */
final class VectorLoop {
  private final LoopValues values;
  private final List<Node> body;
  private final Trip trip;
  private final Ids ids;
  private final Map<Node, Node> partials = new LinkedHashMap<>(); // by accumulator
  private final List<Node> statements = new ArrayList<>();

  VectorLoop(LoopValues values, List<Node> body, Trip trip, Ids ids) {
    this.values = values;
    this.body = body;
    this.trip = trip;
    this.ids = ids;
  }

  /**
   * The block.
   *
   * @param lanes of one register
   * @param copies registers at once
   * @param large true if the body had better not be written twice
   */
  Node block(int lanes, int copies, boolean large) {
    int most = lanes * copies;
    values.reduced().forEach(accumulator -> declare(accumulator, most));
    boolean overlaps = overlaps(lanes);
    if (overlaps && large) {
      overlapping(lanes);
    } else {
      Node done = steps(trip.extent().like(0L), most);
      done = copies > 1 ? steps(done, lanes) : done;
      if (overlaps) {
        statements.addAll(wide(trip.extent().like(trip.count() - lanes), lanes));
      }
    }
    values.reduced().forEach(this::join);
    if (!overlaps) {
      LoopRewriting.rest(values, body, trip, trip.whole(lanes), ids).ifPresent(statements::add);
    }
    return Nodes.statement(Op.BLOCK, Arg.NONE, statements.toArray(Node[]::new));
  }

  /** True if the last register may run iterations again, so that no single ones are left. */
  private boolean overlaps(int lanes) {
    return trip.count() >= lanes
        && trip.count() % lanes != 0
        && values.reduced().isEmpty()
        && values.isIdempotent();
  }

  private void declare(Node accumulator, int lanes) {
    Op kind = kind(accumulator);
    Node identity = Nodes.constant(Shape.SCALAR, kind.identity(accumulator.dtype()));
    Node partial = ids.accumulator(accumulator, Nodes.broadcast(identity, lanes));
    partials.put(accumulator, partial);
    statements.add(partial);
  }

  private static Op kind(Node accumulator) {
    return ((Arg.Accumulator) accumulator.arg()).kind();
  }

  /** A loop over whole steps, as many as there are from {@code start} on; gives where it ends. */
  private Node steps(Node start, int step) {
    Node end = trip.whole(step);
    Node extent = IndexAlgebra.simplify(end.minus(start));
    if (extent.isIndex(0)) {
      return end;
    }
    Node range = ids.range(extent);
    Node first = IndexAlgebra.simplify(range.plus(start));
    statements.add(LoopRewriting.loop(range, step, wide(first, step)));
    return end;
  }

  private List<Node> wide(Node first, int lanes) {
    return new Widening(values, first, lanes, partials).statements(body);
  }

  /** One loop over registers of which the last begins earlier. */
  private void overlapping(int lanes) {
    Node range = ids.range(trip.extent());
    Node latest = trip.extent().like(trip.count() - lanes);
    Node first = Nodes.binary(Op.MIN, range, latest);
    statements.add(LoopRewriting.loop(range, lanes, wide(first, lanes)));
  }

  private void join(Node accumulator) {
    Node total = Nodes.fold(kind(accumulator), partials.get(accumulator));
    statements.add(Nodes.statement(Op.UPDATE, Arg.NONE, accumulator, total));
  }
}
