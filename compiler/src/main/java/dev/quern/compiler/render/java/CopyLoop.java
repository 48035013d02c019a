package dev.quern.compiler.render.java;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Topology;
import dev.quern.compiler.loops.Extents;
import dev.quern.compiler.lower.Strides;
import dev.quern.compiler.render.Step;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A loop that copies contiguous elements from one array to another, which is a call. */
record CopyLoop(Node range, Node load, Node store) {
  static Optional<CopyLoop> of(Node loop) {
    Node store = loop.source(loop.arity() - 1);
    boolean copies =
        loop.arity() == 2
            && store.op() == Op.STORE
            && store.arity() == 3
            && store.source(2).op() == Op.LOAD
            && store.source(2).arity() == 2
            && store.source(2).shape().rank() == 0
            && !readsWhatItStores(store);
    return Optional.of(loop)
        .filter(whole -> copies)
        .map(whole -> new CopyLoop(loop.source(0), store.source(2), store))
        .filter(CopyLoop::isContiguous);
  }

  private static boolean readsWhatItStores(Node store) {
    return Topology.of(store.sources().subList(1, store.arity())).stream()
        .anyMatch(node -> node.op() == Op.LOAD && node.source(0) == store.source(0));
  }

  private boolean isContiguous() {
    Strides strides = new Strides(range);
    OptionalLong one = OptionalLong.of(1);
    return strides.of(load.source(1)).equals(one) && strides.of(store.source(1)).equals(one);
  }

  /**
   * Writes the call, after what is evaluated in the loop but the same in all iterations; where
   * there may be no iterations its indices may be outside of the arrays.
   */
  void write(Frame frame, Statements statements, Step store) {
    Scalars scalars = statements.scalars;
    JavaExpression count = scalars.value(range.source(0));
    boolean runs = Extents.min(range.source(0)) > 0;
    if (!runs) {
      frame.code().open("if ($L > 0)", count.at(JavaExpression.ORDER));
    }
    Strides strides = new Strides(range);
    store.before().stream()
        .filter(evaluation -> strides.fixed(evaluation.node()))
        .forEach(statements::evaluate);
    JavaExpression call =
        JavaExpression.call(
            "System.arraycopy",
            frame.name(load.source(0)),
            first(load.source(1), scalars),
            frame.name(this.store.source(0)),
            first(this.store.source(1), scalars),
            count);
    frame.code().line("$L", call);
    if (!runs) {
      frame.code().close();
    }
  }

  /** The index in the first iteration. */
  private JavaExpression first(Node index, Scalars scalars) {
    return scalars.subscript(
        IndexAlgebra.simplify(new Substitution(Map.of(range, range.like(0L))).of(index)));
  }
}
