package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Statements;
import dev.quern.compiler.lower.LoopCarriedDependence;
import java.util.BitSet;
import java.util.List;

/**
 * Decides whether the iterations of a loop may run side by side: a decision to do so is a wish, and
 * what can't be done becomes a plain loop.
 */
final class Vectorizable {
  private Vectorizable() {}

  static boolean check(Node loop, Dataflow flow) {
    List<Node> within = flow.within(loop);
    BitSet own = new BitSet();
    own.set(flow.atom(loop.source(0)));
    boolean inner =
        within.stream()
            .filter(statement -> statement.op() == Op.LOOP)
            .allMatch(
                nested -> nested == loop || !flow.of(nested.source(0).source(0)).intersects(own));
    return inner && LoopCarriedDependence.by(loop.source(0), Statements.body(loop)).isEmpty();
  }
}
