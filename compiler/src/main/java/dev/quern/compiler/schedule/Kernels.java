package dev.quern.compiler.schedule;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Shape;
import dev.quern.compiler.ir.Size;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The kernels in the making and the places in them that use nodes which are not placed yet: what
 * the scheduler's parts work on.
 */
final class Kernels {
  private final Tuning tuning;
  private final RowStages rows;
  private final List<FusionGroup> groups = new ArrayList<>();
  private final Map<Node, List<Use>> uses = new LinkedHashMap<>();
  private final Map<Node, Set<FusionGroup>> writers = new LinkedHashMap<>();
  private int opened;
  private long rangeIds;

  Kernels(Tuning tuning) {
    this.tuning = tuning;
    this.rows = new RowStages(tuning.grid());
  }

  Tuning tuning() {
    return tuning;
  }

  /** Which reductions can be stages of a kernel. */
  RowStages rows() {
    return rows;
  }

  /** The kernels, in the order in which they were opened. */
  List<FusionGroup> groups() {
    return groups;
  }

  /** The places that use each node. */
  Map<Node, List<Use>> uses() {
    return uses;
  }

  List<Use> usesOf(Node node) {
    return uses.getOrDefault(node, List.of());
  }

  /** The node is placed: nobody waits for it any more. */
  void placed(Node node) {
    List<Use> done = uses.remove(node);
    for (Use use : done == null ? List.<Use>of() : done) {
      use.group().pending().remove(node);
    }
  }

  /** The kernels that store each stored node. */
  Map<Node, Set<FusionGroup>> writers() {
    return writers;
  }

  // ---- places

  /** Hands each place that asks for the node on to the node's sources. */
  void inline(Node node, List<Use> uses) {
    for (Use use : uses) {
      passOn(node, use);
    }
  }

  void passOn(Node node, Use use) {
    use.group().works(tuning.costs().of(node.op()));
    for (Read read : reads(node, use)) {
      addUse(read.node, read.use);
    }
  }

  private record Read(Node node, Use use) {}

  /** What computing a node's element in this place reads. */
  private static List<Read> reads(Node node, Use use) {
    return switch (node.op()) {
      case BUFFER, CONST, VAR, IOTA -> List.of();
      case RESHAPE, PERMUTE, EXPAND, FLIP, SHRINK, PAD, WINDOW ->
          List.of(new Read(node.source(0), use.at(IndexMap.of(node, use.indices()).indices())));
      case CONCAT -> parts(node, use);
      case NEG, NOT, ABS, SQRT, EXP, LOG, SIN, COS, TANH, ERF, FLOOR -> sameElement(node, use);
      case CAST, BITCAST, ADD, SUB, MUL, DIV, MOD, MAX, MIN, POW -> sameElement(node, use);
      case AND, OR, XOR, SHL, SHR, USHR, CMPLT, CMPEQ, CMPNE -> sameElement(node, use);
      case WHERE, FMA, CONTIGUOUS, INLINE, DETACH -> sameElement(node, use);
      case GATHER -> gather(node, use);
      case ASSIGN -> List.of(new Read(node.source(1), use));
      case RANDOM -> List.of(new Read(node.source(0), use.at(List.of())));
      case REDUCE, SCATTER_ADD -> throw new AssertionError(node + " is evaluated by stages");
      case RANGE, LOCAL, LOAD, STORE, RAMP, BROADCAST, FOLD ->
          throw new AssertionError(node + " belongs into a kernel");
      case ACC, UPDATE, LOOP, BLOCK, SEGMENT, CONTRACTION, PHASE, KERNEL ->
          throw new AssertionError(node + " belongs into a kernel");
    };
  }

  private static List<Read> sameElement(Node node, Use use) {
    List<Read> reads = new ArrayList<>(node.arity());
    for (Node source : node.sources()) {
      reads.add(new Read(source, use));
    }
    return reads;
  }

  private static List<Read> parts(Node concat, Use use) {
    List<IndexMap> accesses = IndexMap.ofParts(concat, use.indices());
    return IntStream.range(0, concat.arity())
        .mapToObj(part -> new Read(concat.source(part), use.at(accesses.get(part).indices())))
        .toList();
  }

  /** The position that an index tensor holds is opaque here: a load from a stand-in for it. */
  private static List<Read> gather(Node node, Use use) {
    int axis = ((Arg.Axis) node.arg()).axis();
    Node index = node.source(1);
    int rank = index.shape().rank();
    List<Node> at = use.indices().subList(axis, axis + rank);
    Node standIn = Nodes.local(DType.INT32, Math.max(1, index.shape().elements()), node.hashCode());
    List<Node> indices = new ArrayList<>(use.indices().subList(0, axis));
    indices.add(Nodes.load(standIn, IndexMap.flat(at, index.shape())));
    indices.addAll(use.indices().subList(axis + rank, use.indices().size()));
    return List.of(
        new Read(index, use.at(List.copyOf(at))), new Read(node.source(0), use.at(indices)));
  }

  void addUse(Node node, Use asked) {
    Use use = asked.hoisted();
    use.group().pending().add(node);
    List<Use> known = uses.computeIfAbsent(node, n -> new ArrayList<>());
    if (known.stream().noneMatch(use::coincides)) {
      known.add(use);
    }
  }

  // ---- kernels

  FusionGroup openOver(List<Node> indices) {
    FusionGroup group = new FusionGroup(opened++);
    groups.add(group);
    indices.stream().filter(Ranges::isRange).forEach(group.ranges()::add);
    return group;
  }

  List<Node> axes(Shape shape) {
    return shape.sizes().stream().map(this::range).toList();
  }

  void stored(Node node, FusionGroup writer, List<Use> uses) {
    writers.computeIfAbsent(node, n -> new LinkedHashSet<>()).add(writer);
    uses.stream().map(Use::group).forEach(writer::addConsumer);
  }

  /** A loop variable for an axis; an axis of size 1 needs none. */
  Node range(Size size) {
    return size.is(1) ? Node.index(0) : Nodes.range(rangeIds++, size.node());
  }
}
