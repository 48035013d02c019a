package dev.quern.compiler.simplify;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.rewrite.Rewriter;
import dev.quern.compiler.rewrite.Rule;
import java.util.List;
import java.util.stream.Stream;

/** Turns a tensor graph into one that computes the same with fewer and simpler nodes. */
public final class Simplify {
  /** Every rule that holds for a graph that is to be compiled. */
  public static final List<Rule> RULES =
      Stream.of(MovementAlgebra.LOWERING, Algebra.RULES, MovementAlgebra.RULES)
          .flatMap(List::stream)
          .toList();

  private static final Rewriter GRAPH = new Rewriter(RULES);
  private static final Rewriter SCALARS = new Rewriter(Algebra.RULES);

  private Simplify() {}

  /** The outputs, in their order; two that turn out equal become the same node. */
  public static List<Node> graph(List<Node> outputs) {
    return GRAPH.apply(Emptiness.filled(outputs));
  }

  /** The same, telling which rules fired. */
  public static List<Node> graph(List<Node> outputs, Rewriter.Record record) {
    return GRAPH.apply(Emptiness.filled(outputs), record);
  }

  /** Scalar expressions of a kernel, by the elementwise rules alone. */
  public static List<Node> scalars(List<Node> expressions) {
    return SCALARS.apply(expressions);
  }
}
