package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.render.Strides;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

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
    return inner && within.stream().noneMatch(statement -> carries(statement, loop, flow));
  }

  /** True if a later iteration may read what the statement writes in an earlier one. */
  private static boolean carries(Node statement, Node loop, Dataflow flow) {
    return switch (statement.op()) {
      case UPDATE ->
          flow.gathered(loop).contains(statement.source(0))
              && flow.reads(loop, statement.source(0));
      case STORE -> flow.reads(loop, statement.source(0)) && !sameElements(statement, loop, flow);
      default -> false;
    };
  }

  /** True if every iteration reads and writes elements of its own: one index throughout. */
  private static boolean sameElements(Node store, Node loop, Dataflow flow) {
    OptionalLong stride = new Strides(loop.source(0)).of(store.source(1));
    return stride.orElse(0) != 0
        && flow.loads(loop, store.source(0)).stream()
            .allMatch(load -> load.source(1) == store.source(1));
  }
}
