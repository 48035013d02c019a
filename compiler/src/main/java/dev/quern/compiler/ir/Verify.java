package dev.quern.compiler.ir;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Checks that nodes are a legal program of a stage; what is not is an {@link AssertionError} that
 * names the pass after which it was found, and the node.
 *
 * <p>Run it after a pass, with the pass's name. Its cost is about that of building the nodes again.
 */
public final class Verify {
  /** What a program is made of. */
  public enum Stage {
    /** Tensors: leaves, movement, elementwise and structured ops. */
    GRAPH,
    /** STOREs of scalar expressions over RANGEs. */
    INDEX,
    /** Loops and statements. */
    NEST,
    /** The same with vectors: after a pass of the loops. */
    VECTORS
  }

  /** The ops of kernels that stand in index form too. */
  private static final Set<Op> INDEX_OPS = Set.of(Op.RANGE, Op.LOAD, Op.STORE);

  /** The ops of kernels that stand only where loops run in vectors. */
  private static final Set<Op> VECTOR_OPS = Set.of(Op.RAMP, Op.BROADCAST, Op.FOLD, Op.BLOCK);

  private Verify() {}

  /** The tensor graph that the roots reach. */
  public static void graph(String pass, Collection<Node> roots) {
    nodes(Stage.GRAPH, pass, roots);
  }

  /** A kernel in index form: a list of STOREs. */
  public static void index(String pass, Collection<Node> stores) {
    nodes(Stage.INDEX, pass, stores);
    for (Node store : stores) {
      require(store.op() == Op.STORE, Stage.INDEX, pass, store, "is a root but no store");
    }
  }

  /** A nest: a KERNEL node, whose accesses are inside of their arrays as far as that is known. */
  public static void nest(String pass, Node kernel) {
    nodes(Stage.NEST, pass, List.of(kernel));
    require(kernel.op() == Op.KERNEL, Stage.NEST, pass, kernel, "is a root but no kernel");
    try {
      new Scopes().check(kernel);
      Reach.check(kernel);
    } catch (IllegalArgumentException e) {
      throw failure(Stage.NEST, pass, e);
    }
  }

  /** A nest whose loops may run in vectors. */
  public static void vectors(String pass, Node kernel) {
    nodes(Stage.VECTORS, pass, List.of(kernel));
    require(kernel.op() == Op.KERNEL, Stage.VECTORS, pass, kernel, "is a root but no kernel");
    try {
      new Scopes().check(kernel);
    } catch (IllegalArgumentException e) {
      throw failure(Stage.VECTORS, pass, e);
    }
  }

  private static void nodes(Stage stage, String pass, Collection<Node> roots) {
    for (Node node : Topology.of(roots)) {
      require(isLegal(stage, node.op()), stage, pass, node, "does not belong here");
      require(isScalar(stage, node), stage, pass, node, "is no scalar");
      try {
        Inference.check(node);
      } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
        throw failure(stage, pass, e);
      }
    }
  }

  private static boolean isLegal(Stage stage, Op op) {
    return switch (op.group()) {
      case LEAF -> op != Op.IOTA || stage == Stage.GRAPH;
      case ELEMENTWISE -> true;
      case MOVEMENT -> stage == Stage.GRAPH;
      case STRUCTURED -> stage == Stage.GRAPH || op == Op.REDUCE && stage == Stage.INDEX;
      case KERNEL ->
          stage == Stage.VECTORS
              || stage == Stage.NEST && !VECTOR_OPS.contains(op)
              || stage == Stage.INDEX && INDEX_OPS.contains(op);
    };
  }

  private static boolean isScalar(Stage stage, Node node) {
    return stage == Stage.GRAPH
        || node.op() == Op.BUFFER
        || node.op() == Op.LOCAL
        || node.shape().rank() == 0
        || stage == Stage.VECTORS && node.shape().rank() == 1;
  }

  private static void require(boolean holds, Stage stage, String pass, Node node, String problem) {
    if (!holds) {
      throw failure(stage, pass, new IllegalArgumentException(node + ": " + problem));
    }
  }

  private static AssertionError failure(Stage stage, String pass, RuntimeException cause) {
    return new AssertionError(
        "after "
            + pass
            + ", no legal "
            + stage.name().toLowerCase(java.util.Locale.ROOT)
            + ": "
            + cause.getMessage(),
        cause);
  }
}
