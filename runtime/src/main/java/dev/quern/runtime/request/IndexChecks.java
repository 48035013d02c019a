package dev.quern.runtime.request;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Size;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The indices that a request checks when they have been computed, and before anything computed from
 * them is handed out: each has its extreme as an output of the plan.
 */
public final class IndexChecks {
  /** A marked node and the output with the extreme of its values. */
  private record Check(Node marked, IndexLimit limit, int output) {}

  private final List<Check> checks = new ArrayList<>();

  void add(Node marked, int output) {
    checks.add(new Check(marked, IndexLimit.at(marked).orElseThrow(), output));
  }

  public boolean isEmpty() {
    return checks.isEmpty();
  }

  /**
   * The largest of an index's values as unsigned numbers, of which the negative ones are above all
   * others. It is compared with its highest bit turned.
   */
  static Node extreme(Node index) {
    Node turned = Nodes.binary(Op.XOR, index, index.like(highest(index.dtype())));
    List<Integer> axes = IntStream.range(0, index.shape().rank()).boxed().toList();
    return axes.isEmpty() ? turned : Nodes.reduce(Op.MAX, turned, axes);
  }

  private static long highest(DType dtype) {
    return dtype == DType.INT32 ? Integer.MIN_VALUE : Long.MIN_VALUE;
  }

  /** Fails if there are indices into what turns out to be empty, where none can be kept inside. */
  public void begin(LaunchScalars scalars) {
    for (Check check : checks) {
      Size size = check.limit.size();
      boolean none =
          check.marked.shape().sizes().stream().anyMatch(axis -> axis.at(scalars::of) == 0);
      if (!size.isFixed() && size.at(scalars::of) == 0 && !none) {
        throw new IndexException(check.limit.op() + ": " + IndexLimit.EMPTY, List.of(check.marked));
      }
    }
  }

  /**
   * Fails if an index is outside.
   *
   * @param extremes by output, an array with its element
   */
  public void check(IntFunction<Object> extremes, LaunchScalars scalars) {
    List<Node> outside = new ArrayList<>();
    String problem = "";
    for (Check check : checks) {
      long found = Array.getLong(extremes.apply(check.output), 0);
      long index = found ^ highest(check.marked.dtype());
      long size = check.limit.size().at(scalars::of);
      boolean none = found == highest(check.marked.dtype()) && size == 0; // nothing was indexed
      if (!none && (index < 0 || index >= size)) {
        String first = check.limit.op() + ": " + IndexLimit.message(index, size);
        problem = outside.isEmpty() ? first : problem;
        outside.add(check.marked);
      }
    }
    if (!outside.isEmpty()) {
      throw new IndexException(problem, outside);
    }
  }
}
