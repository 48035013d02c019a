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

  /** Hands a place that asks for the node's element on to what computing it reads. */
  void passOn(Node node, Use use) {
    use.group().works(tuning.costs().of(node.op()));
    switch (node.op()) {
      case BUFFER, CONST, VAR, IOTA -> {}
      case RESHAPE, PERMUTE, EXPAND, FLIP, SHRINK, PAD, WINDOW ->
          addUse(node.source(0), use.at(IndexMap.of(node, use.indices()).indices()));
      case CONCAT -> addParts(node, use);
      case NEG, NOT, ABS, SQRT, EXP, LOG, SIN, COS, TANH, ERF, FLOOR -> addSources(node, use);
      case CAST, BITCAST, ADD, SUB, MUL, DIV, MOD, MAX, MIN, POW -> addSources(node, use);
      case AND, OR, XOR, SHL, SHR, USHR, CMPLT, CMPEQ, CMPNE -> addSources(node, use);
      case WHERE, FMA, CONTIGUOUS, INLINE, DETACH -> addSources(node, use);
      case GATHER -> addGathered(node, use);
      case ASSIGN -> addUse(node.source(1), use);
      case RANDOM -> addUse(node.source(0), use.at(List.of()));
      case REDUCE, SCATTER_ADD -> throw new AssertionError(node + " is evaluated by stages");
      case RANGE, LOCAL, LOAD, STORE, RAMP, BROADCAST, FOLD ->
          throw new AssertionError(node + " belongs into a kernel");
      case ACC, UPDATE, LOOP, BLOCK, SEGMENT, CONTRACTION, PHASE, KERNEL ->
          throw new AssertionError(node + " belongs into a kernel");
    }
  }

  private void addSources(Node node, Use use) {
    for (Node source : node.sources()) {
      addUse(source, use);
    }
  }

  private void addParts(Node concat, Use use) {
    List<IndexMap> reads = IndexMap.ofParts(concat, use.indices());
    for (int part = 0; part < reads.size(); part++) {
      addUse(concat.source(part), use.at(reads.get(part).indices()));
    }
  }

  /** The position that an index tensor holds is opaque here: a load from a stand-in for it. */
  private void addGathered(Node node, Use use) {
    int axis = ((Arg.Axis) node.arg()).axis();
    Node index = node.source(1);
    int rank = index.shape().rank();
    List<Node> at = use.indices().subList(axis, axis + rank);
    Node standIn = Nodes.local(DType.INT32, Math.max(1, index.shape().elements()), node.hashCode());
    List<Node> indices = new ArrayList<>(use.indices().subList(0, axis));
    indices.add(Nodes.load(standIn, IndexMap.flat(at, index.shape())));
    indices.addAll(use.indices().subList(axis + rank, use.indices().size()));
    addUse(index, use.at(List.copyOf(at)));
    addUse(node.source(0), use.at(indices));
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
