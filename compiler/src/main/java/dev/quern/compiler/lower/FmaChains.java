package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns sums of a few products of floats in an expression into chains of fused multiply-adds, in
 * the order of the iterations.
 */
final class FmaChains {
  private FmaChains() {}

  static Node chained(Node root, long most) {
    Map<Node, Node> chains = new LinkedHashMap<>();
    for (Node node : Expression.nodes(List.of(root))) {
      if (node.op() == Op.REDUCE && ReductionUnrolling.isShort(node, most) && addsProducts(node)) {
        chains.put(node, chain(node));
      }
    }
    return new RangeSubstitution(chains).of(root);
  }

  private static boolean addsProducts(Node reduce) {
    Node product = reduce.source(0);
    DType accumulator = ((Arg.Reduce) reduce.arg()).accumulator();
    return ((Arg.Reduce) reduce.arg()).kind() == Op.ADD
        && product.op() == Op.MUL
        && product.dtype().isFloat()
        && product.dtype() == accumulator;
  }

  private static Node chain(Node reduce) {
    List<Node> factors = reduce.source(0).sources();
    Node sum = reduce.like(0.0);
    for (Map<Node, Node> iteration : iterations(Expression.ranges(reduce))) {
      List<Node> product = new RangeSubstitution(iteration).all(factors);
      sum = Nodes.fma(product.get(0), product.get(1), sum);
    }
    return sum;
  }

  /**
   * Where each range stands in each iteration of loops over them, the last of which moves fastest.
   */
  private static List<Map<Node, Node>> iterations(List<Node> ranges) {
    List<Map<Node, Node>> iterations = List.of(Map.of());
    for (Node range : ranges) {
      List<Map<Node, Node>> longer = new ArrayList<>();
      for (Map<Node, Node> iteration : iterations) {
        for (long i = 0; i < Ranges.extent(range); i++) {
          Map<Node, Node> next = new LinkedHashMap<>(iteration);
          next.put(range, Node.index(i));
          longer.add(next);
        }
      }
      iterations = longer;
    }
    return iterations;
  }
}
