package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.schedule.IndexMap;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Interval;
import dev.quern.compiler.simplify.IntervalAnalysis;
import dev.quern.compiler.simplify.RandomBits;
import dev.quern.compiler.target.Capability;
import dev.quern.compiler.target.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Turns "this element of this tensor node" into a scalar expression over a kernel's ranges:
 * movement becomes index arithmetic, what is stored elsewhere becomes a LOAD, reductions that the
 * kernel does become REDUCEs over its ranges.
 */
final class Scalarization {
  private final boolean traps;
  private final KernelBuffers operands;
  private final Predicate<Node> loaded;
  private final Map<Node, List<Node>> stages;
  private final Map<Node, Function<List<Node>, Node>> given = new HashMap<>();
  private final Map<Asked, Node> known = new HashMap<>();

  private record Asked(Node node, List<Node> indices, Node guard) {}

  /**
   * @param target on which a load outside its buffer fails or may do anything
   * @param loaded says which nodes another kernel has stored
   * @param stages the REDUCEs that this kernel does, with their ranges
   */
  Scalarization(
      Target target, KernelBuffers operands, Predicate<Node> loaded, Map<Node, List<Node>> stages) {
    this.traps = target.has(Capability.TRAPPING_LOADS);
    this.operands = operands;
    this.loaded = loaded;
    this.stages = stages;
  }

  /**
   * Makes the elements of a node come from elsewhere: of a contraction, from its block of results.
   */
  void give(Node node, Function<List<Node>, Node> element) {
    given.put(node, element);
  }

  Node value(Node node, List<Node> indices) {
    return value(node, indices, IndexMap.ALWAYS);
  }

  /** The element, where {@code guard} holds; elsewhere anything, but no memory is touched. */
  Node value(Node root, List<Node> indices, Node guard) {
    Asked first = new Asked(root, List.copyOf(indices), guard);
    Deque<Asked> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      Asked asked = open.peek();
      if (known.containsKey(asked)) {
        open.pop();
        continue;
      }
      List<Asked> missing = needs(asked).stream().filter(n -> !known.containsKey(n)).toList();
      if (missing.isEmpty()) {
        known.put(asked, build(asked));
        open.pop();
      } else {
        missing.forEach(open::push);
      }
    }
    return known.get(first);
  }

  private boolean isLoaded(Node node) {
    return node.op() == Op.BUFFER || loaded.test(node);
  }

  private List<Asked> needs(Asked asked) {
    Node node = asked.node;
    if (isLoaded(node) || given.containsKey(node)) {
      return List.of();
    }
    return switch (node.op()) {
      case CONST, VAR, IOTA -> List.of();
      case RESHAPE, PERMUTE, EXPAND, FLIP, SHRINK, PAD, WINDOW ->
          List.of(read(asked, node.source(0), IndexMap.of(node, asked.indices)));
      case CONCAT -> {
        List<IndexMap> reads = IndexMap.ofParts(node, asked.indices);
        List<Asked> parts = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
          parts.add(read(asked, node.source(i), reads.get(i)));
        }
        yield parts;
      }
      case REDUCE -> List.of(operand(asked));
      case GATHER -> gathered(asked);
      case ASSIGN -> List.of(new Asked(node.source(1), asked.indices, asked.guard));
      case RANDOM -> List.of(new Asked(node.source(0), List.of(), asked.guard));
      default ->
          node.sources().stream().map(s -> new Asked(s, asked.indices, asked.guard)).toList();
    };
  }

  private static Asked read(Asked by, Node source, IndexMap access) {
    Node guard = access.guard();
    if (guard != by.guard && guard != IndexMap.ALWAYS) {
      guard = by.guard == IndexMap.ALWAYS ? guard : IndexAlgebra.simplify(by.guard.and(guard));
    } else {
      guard = by.guard;
    }
    return new Asked(source, List.copyOf(access.indices()), guard);
  }

  private Asked operand(Asked asked) {
    List<Node> ranges = stages.get(asked.node);
    if (ranges == null) {
      throw new AssertionError("lowering: no kernel does " + asked.node);
    }
    List<Node> indices = IndexMap.ofOperand(asked.node, asked.indices, ranges);
    return new Asked(asked.node.source(0), List.copyOf(indices), outside(asked.guard, ranges));
  }

  /**
   * The conditions of a guard that do not vary with a reduction's own ranges. Those that do speak
   * of the ranges of the kernel's rows, which the reduction shares and loops over before them.
   */
  private static Node outside(Node guard, List<Node> ranges) {
    Node kept = IndexMap.ALWAYS;
    Deque<Node> open = new ArrayDeque<>(List.of(guard));
    while (!open.isEmpty()) {
      Node condition = open.pop();
      Set<Node> varies = Expression.free(List.of(condition)).get(condition);
      if (Collections.disjoint(varies, ranges)) {
        kept = kept == IndexMap.ALWAYS ? condition : kept.and(condition);
      } else if (condition.op() == Op.AND) {
        open.push(condition.source(1));
        open.push(condition.source(0));
      }
    }
    return kept;
  }

  /** The position first; once that is known, the element at it. */
  private List<Asked> gathered(Asked asked) {
    Node node = asked.node;
    int axis = ((Arg.Axis) node.arg()).axis();
    int rank = node.source(1).shape().rank();
    Asked position =
        new Asked(
            node.source(1), List.copyOf(asked.indices.subList(axis, axis + rank)), asked.guard);
    Node value = known.get(position);
    if (value == null) {
      return List.of(position);
    }
    List<Node> indices = new ArrayList<>(asked.indices.subList(0, axis));
    indices.add(checked(value, node.source(0).shape(), axis));
    indices.addAll(asked.indices.subList(axis + rank, asked.indices.size()));
    return List.of(position, new Asked(node.source(0), List.copyOf(indices), asked.guard));
  }

  /**
   * A position that is no element of the axis becomes one in front of the whole storage, so that a
   * load from it fails instead of finding another row; where loads don't fail, the first.
   */
  private Node checked(Node position, Shape shape, int axis) {
    long rows = 1;
    for (int outer = 0; outer <= axis; outer++) {
      rows *= Math.max(1, shape.max(outer));
    }
    Node otherwise = Node.index(traps ? -rows : 0);
    return Nodes.where(valid(position, shape, axis), Nodes.cast(position, DType.INT32), otherwise);
  }

  private static Node valid(Node position, Shape shape, int axis) {
    Node size = Nodes.cast(shape.size(axis).node(), position.dtype());
    return position.like(-1L).lessThan(position).and(position.lessThan(size));
  }

  /** Where loads don't fail, what is gathered from outside is NaN, or 0 of an integer. */
  private Node element(Node gather, Node position, Node value) {
    if (traps) {
      return value;
    }
    Node nothing = value.like(value.dtype().isFloat() ? Double.NaN : 0);
    int axis = ((Arg.Axis) gather.arg()).axis();
    return Nodes.where(valid(position, gather.source(0).shape(), axis), value, nothing);
  }

  private Node build(Asked asked) {
    Node node = asked.node;
    if (given.containsKey(node)) {
      return given.get(node).apply(asked.indices);
    }
    if (isLoaded(node)) {
      return load(asked);
    }
    List<Node> values = needs(asked).stream().map(known::get).toList();
    return switch (node.op()) {
      case CONST -> Nodes.constant(Shape.SCALAR, node.literal());
      case VAR -> node;
      case IOTA -> Nodes.cast(asked.indices.get(((Arg.Axis) node.arg()).axis()), node.dtype());
      case PAD -> {
        Node fill = Nodes.constant(Shape.SCALAR, ((Arg.Pad) node.arg()).fill());
        yield IndexMap.choose(IndexMap.of(node, asked.indices).guard(), values.get(0), fill);
      }
      case CONCAT -> joined(asked, values);
      case REDUCE -> {
        Arg.Reduce reduce = (Arg.Reduce) node.arg();
        List<Node> ranges = stages.get(node);
        Node value = Nodes.cast(values.get(0), reduce.accumulator());
        yield ranges.isEmpty()
            ? value
            : Nodes.reduceOver(reduce.kind(), value, reduce.accumulator(), ranges);
      }
      case GATHER -> element(node, values.get(0), values.get(1));
      case RANDOM -> RandomBits.expand(IndexMap.flat(asked.indices, node.shape()), values.get(0));
      case RESHAPE, PERMUTE, EXPAND, FLIP, SHRINK, WINDOW, DETACH, CONTIGUOUS, INLINE, ASSIGN ->
          values.get(0);
      default ->
          Node.of(node.op(), node.dtype(), Shape.SCALAR, node.arg(), values.toArray(Node[]::new));
    };
  }

  private Node load(Asked asked) {
    Node buffer = operands.read(asked.node);
    Node index = IndexMap.flat(asked.indices, asked.node.shape());
    if (asked.guard == IndexMap.ALWAYS || isInside(index, asked.node.shape())) {
      return Nodes.load(buffer, index);
    }
    return Nodes.load(buffer, new IndexAlgebra(asked.guard).of(index), asked.guard);
  }

  /** True if an index is one of the tensor's elements whether the guard holds or not. */
  private static boolean isInside(Node index, Shape shape) {
    Interval bounds = IntervalAnalysis.of(IndexAlgebra.simplify(index));
    return shape.isFixed() && bounds.min() >= 0 && bounds.max() < shape.elements();
  }

  private static Node joined(Asked asked, List<Node> values) {
    List<IndexMap> reads = IndexMap.ofParts(asked.node, asked.indices);
    Node chosen = values.get(values.size() - 1);
    for (int part = values.size() - 2; part >= 0; part--) {
      chosen = IndexMap.choose(reads.get(part).guard(), values.get(part), chosen);
    }
    return chosen;
  }
}
