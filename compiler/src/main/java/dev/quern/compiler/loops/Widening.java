package dev.quern.compiler.loops;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.NestStatements;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the body of a loop into what it does in several neighbouring iterations at once: uniform
 * values are broadcast, affine ones become ramps, varying ones vectors.
 */
final class Widening {
  private final LoopValues values;
  private final int lanes;
  private final Substitution toFirst;
  private final Map<Node, Node> vectors = new HashMap<>();

  /**
   * The iterations from {@code first} on.
   *
   * @param accumulators the vectors that collect what the iterations add to accumulators from
   *     outside
   */
  Widening(LoopValues values, Node first, int lanes, Map<Node, Node> accumulators) {
    this.values = values;
    this.lanes = lanes;
    this.toFirst = new Substitution(Map.of(values.range(), first));
    this.vectors.putAll(accumulators);
  }

  List<Node> statements(List<Node> body) {
    List<Node> wide = new ArrayList<>();
    for (Node statement : body) {
      wide.add(
          switch (statement.op()) {
            case ACC -> declared(statement);
            case UPDATE -> updated(statement);
            case STORE -> stored(statement);
            case LOOP -> loop(statement);
            default -> throw new AssertionError("vectorize: " + statement + " is no statement");
          });
    }
    return wide;
  }

  private Node declared(Node accumulator) {
    Node initial = vector(accumulator.source(0));
    Node wide = Node.of(Op.ACC, initial.dtype(), initial.shape(), accumulator.arg(), initial);
    vectors.put(accumulator, wide);
    return wide;
  }

  private Node updated(Node update) {
    Node accumulator = vectors.get(update.source(0));
    return Nodes.statement(Op.UPDATE, Arg.NONE, accumulator, vector(update.source(1)));
  }

  private Node stored(Node store) {
    List<Node> sources = new ArrayList<>();
    sources.add(store.source(0));
    sources.add(index(store.source(1)));
    sources.add(vector(store.source(2)));
    if (store.arity() == 4) {
      Node gate = store.source(3);
      sources.add(values.varies(gate) ? vector(gate) : gate);
    }
    return Nodes.statement(Op.STORE, Arg.NONE, sources.toArray(Node[]::new));
  }

  private Node loop(Node loop) {
    List<Node> sources = new ArrayList<>(List.of(loop.source(0)));
    sources.addAll(statements(NestStatements.body(loop)));
    return loop.with(sources.toArray(Node[]::new));
  }

  /** The value in the first iteration. */
  private Node first(Node value) {
    Node first = toFirst.of(value);
    return first == value ? value : IndexAlgebra.simplify(first);
  }

  private Node index(Node index) {
    return values.isAffine(index)
        ? Nodes.ramp(first(index), lanes, values.stride(index).getAsLong())
        : vector(index);
  }

  /** The value in all iterations. */
  private Node vector(Node root) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.peek();
      if (vectors.containsKey(node)) {
        open.pop();
        continue;
      }
      List<Node> missing = operands(node).stream().filter(x -> !vectors.containsKey(x)).toList();
      if (missing.isEmpty()) {
        vectors.put(open.pop(), build(node));
      } else {
        missing.forEach(open::push);
      }
    }
    return vectors.get(root);
  }

  /** What must be known in all iterations before the value is. */
  private List<Node> operands(Node node) {
    if (!values.varies(node) || values.isAffine(node)) {
      return List.of();
    } else if (node.op() == Op.LOAD) {
      int known = values.isAffine(node.source(1)) ? 2 : 1;
      return node.sources().subList(known, node.arity());
    }
    return node.sources();
  }

  private Node build(Node node) {
    if (!values.varies(node)) {
      return Nodes.broadcast(node, lanes);
    } else if (values.isAffine(node)) {
      Node offsets = Nodes.ramp(node.like(0L), lanes, values.stride(node).getAsLong());
      return Nodes.broadcast(first(node), lanes).plus(offsets);
    } else if (node.op() == Op.LOAD) {
      return loaded(node);
    }
    Node[] sources = node.sources().stream().map(vectors::get).toArray(Node[]::new);
    return Node.of(node.op(), node.dtype(), Shape.of(lanes), node.arg(), sources);
  }

  private Node loaded(Node load) {
    Node index = index(load.source(1));
    return load.arity() == 2
        ? Nodes.load(load.source(0), index)
        : Nodes.load(load.source(0), index, vectors.get(load.source(2)));
  }
}
