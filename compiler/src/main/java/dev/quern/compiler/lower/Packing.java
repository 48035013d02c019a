package dev.quern.compiler.lower;

import dev.quern.compiler.ir.ContractionShape;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.KBlocks.Indices;
import dev.quern.compiler.lower.PackedOperand.Side;
import dev.quern.compiler.schedule.Contraction;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Tuning.Contractions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns an operand of a contraction into statements that write it to panels, in the order in which
 * its memory is walked.
 *
 * <p>What a panel holds past the operand's last row or column reaches no result that is stored, so
 * it is left as it is.
 */
final class Packing {
  private final KernelBuilder builder;
  private final Contractions tuning;
  private final Contraction contraction;
  private final ContractionShape shape;
  private final PackedOperand operand;
  private final Side side;

  /**
   * A part of the panels.
   *
   * @param first its first row or column
   * @param rows how many it has
   * @param block the number of its k-block
   */
  private record Part(Node matrix, Node first, Node rows, KBlocks blocks, Node block) {}

  Packing(KernelBuilder builder, Contraction contraction, PackedOperand operand) {
    this.builder = builder;
    this.tuning = builder.tuning.contractions();
    this.contraction = contraction;
    this.shape = contraction.shape();
    this.operand = operand;
    this.side = operand.side();
  }

  private static Node simple(Node index) {
    return IndexAlgebra.simplify(index);
  }

  /** Adds a segment to the first phase that packs the whole operand. */
  Node whole() {
    long panels = side.panels();
    long matrices = shape.batch() / side.sharing();
    Node memory =
        builder.buffers.workspace(shape.dtype(), matrices * panels * shape.k() * side.width());
    boolean several = contraction.k().size() > 1;
    KBlocks blocks = operand.blocks(several ? shape.kc() : shape.k());
    Node matrix = builder.ids.range(matrices);
    Node panel = builder.ids.range(panels);
    Node kBlock = builder.ids.range(Blocks.count(shape.k(), blocks.size()));
    Node number = Blocks.at(matrix).times(panels).plus(Blocks.at(panel));
    Node first = Blocks.at(panel).times(side.width());
    Node rows = simple(Blocks.extent(side.size(), side.width(), Blocks.at(panel)));
    Part part =
        new Part(Blocks.at(matrix).times(side.sharing()), first, rows, blocks, Blocks.at(kBlock));
    long ofBlock = (long) blocks.size() * (operand.isTogether() ? 1 : side.width());
    Node start =
        number.times((long) shape.k() * side.width()).plus(Blocks.at(kBlock).times(ofBlock));
    List<Node> body = List.of(fill(memory, start, shape.k(), part, List.of()));
    if (Ranges.extent(kBlock) > 1) {
      body = List.of(LoopNests.loop(kBlock, body));
    }
    builder.addRows(0, List.of(matrix, panel), body);
    return memory;
  }

  /** The memory for the panels of one block. */
  Node memory() {
    long panels = Blocks.count(side.block(), side.width());
    return Nodes.local(shape.dtype(), panels * shape.kc() * side.width(), builder.ids.number());
  }

  /** A loop that packs one block of rows or columns and one of k. */
  Node block(Node memory, Node matrix, Node block, Node kBlock) {
    Node rows = Blocks.extent(side.size(), side.block(), Blocks.at(block));
    Node panels = simple(rows.plus(side.width() - 1).over(Node.index(side.width())));
    Node panel = builder.ids.range(panels);
    Node within = Blocks.at(panel).times(side.width());
    Node first = Blocks.at(block).times(side.block()).plus(within);
    Node left = rows.minus(within);
    Node height =
        side.size() % side.width() == 0
            ? Node.index(side.width())
            : Nodes.binary(Op.MIN, Node.index(side.width()), left);
    KBlocks blocks = operand.blocks(shape.kc());
    Part part = new Part(Blocks.at(matrix), first, simple(height), blocks, Blocks.at(kBlock));
    Node start = Blocks.at(panel).times((long) shape.kc() * side.width());
    return fill(memory, start, shape.kc(), part, List.of(panel));
  }

  /**
   * Loops that write a panel from {@code start} on, where a row has room for {@code run}, or all of
   * those that {@code panels} walks over.
   */
  private Node fill(Node memory, Node start, int run, Part part, List<Node> panels) {
    boolean together = operand.isTogether();
    boolean byK = operand.walksK();
    Node within = builder.ids.range(part.rows);
    if (together != byK) {
      Node row = together ? start.plus(within.times(run)) : start.plus(within);
      return LoopNests.loops(panels, inStrips(memory, row, part, within));
    }
    Indices k =
        byK
            ? part.blocks.flat(builder.ids, part.block)
            : part.blocks.nested(builder.ids, part.block);
    Node value = operand.element(part.first.plus(within), k, part.matrix);
    Node to =
        together
            ? start.plus(within.times(run)).plus(k.flat())
            : start.plus(k.flat().times(side.width())).plus(within);
    Node store = Nodes.store(memory, simple(to), value);
    return together
        ? LoopNests.loops(panels, loops(k.flat(), List.of(within), List.of(), store))
        : loops(within, k.loops(), panels, store);
  }

  /** Reads along k, a strip after the other, and writes along them too or across them. */
  private Node inStrips(Node memory, Node row, Part part, Node within) {
    Indices k = part.blocks.flat(builder.ids, part.block);
    Node extent = k.flat().source(0);
    Node strip =
        builder.ids.range(
            simple(extent.plus(tuning.packStrip() - 1).over(Node.index(tuning.packStrip()))));
    Node rest = simple(extent.minus(Blocks.at(strip).times(tuning.packStrip())));
    Node length =
        operand.isEven(k)
            ? Node.index(tuning.packStrip())
            : Nodes.binary(Op.MIN, Node.index(tuning.packStrip()), rest);
    Node inner = builder.ids.range(simple(length));
    Node place = operand.placed(strip, inner);
    Node whole = operand.element(part.first.plus(within), k, part.matrix);
    Node value = new RangeSubstitution(Map.of(k.flat(), place)).of(whole);
    Node to = row.plus(place.times(operand.isTogether() ? 1 : side.width()));
    Node store = Nodes.store(memory, simple(to), value);
    return LoopNests.loop(strip, List.of(loops(inner, List.of(within), List.of(), store)));
  }

  /**
   * Loops around a store, of which one walks the operand's memory. That is the innermost, and those
   * over the few panels that lie beside each other are next to it, so that all of a row in memory
   * is read at once. But where more than an address must be found for each of its iterations, such
   * as whether it is inside of a padded image, it is outside of the others, so that this is done
   * once for all iterations of them.
   */
  private Node loops(Node lanes, List<Node> others, List<Node> panels, Node store) {
    Node value = store.source(2);
    Map<Node, Set<Node>> free = Expression.free(List.of(value));
    List<Node> asked =
        Expression.nodes(List.of(value)).stream()
            .filter(node -> isOfPosition(node))
            .filter(node -> free.get(node).contains(lanes))
            .filter(node -> node.dtype().isBool() || Strides.along(lanes, node).isEmpty())
            .toList();
    List<Node> order = new ArrayList<>();
    if (asked.isEmpty()) {
      boolean few = Ranges.elements(panels) <= tuning.panelsAtOnce();
      order.addAll(few ? others : panels);
      order.addAll(few ? panels : others);
      order.add(lanes);
    } else {
      builder.lanes.add(lanes);
      order.addAll(panels);
      order.add(lanes);
      Set<Node> early = new HashSet<>();
      asked.stream().filter(node -> node.dtype().isBool()).map(free::get).forEach(early::addAll);
      others.stream().filter(early::contains).forEach(order::add);
      others.stream().filter(other -> !early.contains(other)).forEach(order::add);
    }
    return LoopNests.loops(order, store);
  }

  /** True of what is found from ranges alone. */
  private static boolean isOfPosition(Node root) {
    return Expression.nodes(List.of(root)).stream()
            .allMatch(node -> node.dtype().isBool() || node.dtype().isInteger())
        && Expression.nodes(List.of(root)).stream().noneMatch(node -> node.op() == Op.LOAD);
  }
}
