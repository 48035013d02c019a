package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Unrolls and jams the loop over rows of small windows: the windows of a few rows overlap, and what
 * they have in common is read once for all of them.
 */
final class UnrollAndJam {
  private final Node store;
  private final List<Node> outs;
  private final KernelBuilder builder;

  private UnrollAndJam(Node store, List<Node> outs, KernelBuilder builder) {
    this.store = store;
    this.outs = outs;
    this.builder = builder;
  }

  /**
   * The loops over windows, which store all results.
   *
   * @param outs the ranges over windows, of which the last runs in vectors
   * @param known the ranges around them
   */
  static List<Node> of(Node store, List<Node> outs, Set<Node> known, KernelBuilder builder) {
    if (!suits(store, outs, builder)) {
      return builder.loops().build(List.of(new LoopedStatement(store, outs)), known);
    }
    long rows =
        reduces(store).isEmpty()
            ? builder.tuning.stencils().jammedRows()
            : builder.tuning.stencils().jammedSums();
    Band all = Band.even(row(outs), rows, builder.ids);
    return List.of(new UnrollAndJam(store, outs, builder).tiles(all, 0, known));
  }

  /**
   * The same with the first and the last rows in tiles of their own: what asks whether a row lies
   * in the image is known there, and between them.
   */
  static List<Node> partitioned(
      Node store, List<Node> outs, Set<Node> known, KernelBuilder builder) {
    UnrollAndJam tiles = new UnrollAndJam(store, outs, builder);
    long extent = Ranges.extent(row(outs));
    long edge = edge(outs, builder);
    Node inner = builder.ids.range(extent - 2 * edge);
    return List.of(
        tiles.tile(Node.index(0), edge, tiles.without(row(outs)), known),
        tiles.tiles(Band.even(inner, edge, builder.ids), edge, known),
        tiles.tile(Node.index(extent - edge), edge, tiles.without(row(outs)), known));
  }

  /** True of one expression if there are rows enough for tiles of edges and others between. */
  static boolean hasEdges(Node store, List<Node> outs, KernelBuilder builder) {
    return suits(store, outs, builder)
        && reduces(store).isEmpty()
        && edge(outs, builder) >= builder.tuning.stencils().fewestEdgeRows();
  }

  private static long edge(List<Node> outs, KernelBuilder builder) {
    return Math.min(builder.tuning.stencils().jammedRows(), Ranges.extent(row(outs)) / 3);
  }

  /** The range over rows, which stands before the range over their columns. */
  private static Node row(List<Node> outs) {
    return outs.get(outs.size() - 2);
  }

  /** True if the windows of a row have elements in common with those of the next. */
  static boolean suits(Node store, List<Node> outs, KernelBuilder builder) {
    return outs.size() > 1
        && row(outs).source(0).isConst()
        && Ranges.extent(row(outs)) > 1
        && reduces(store).stream()
            .allMatch(
                reduce ->
                    ReductionUnrolling.isShort(reduce, builder.tuning.loops().mostUnrolled()));
  }

  static List<Node> reduces(Node store) {
    return Expression.nodes(List.of(store)).stream()
        .filter(node -> node.op() == Op.REDUCE)
        .toList();
  }

  /** The tiles of a band, whose row 0 is this one of all. */
  private Node tiles(Band band, long first, Set<Node> around) {
    List<Node> loops = new ArrayList<>(outs);
    loops.set(outs.indexOf(row(outs)), band.number());
    return tile(band.start().plus(first), band.iterations(), loops, around);
  }

  private List<Node> without(Node row) {
    return outs.stream().filter(out -> out != row).toList();
  }

  /**
   * A row is stored before the next is begun, so that not all sums of a tile need registers at
   * once.
   */
  private Node tile(Node start, long rows, List<Node> loops, Set<Node> around) {
    Set<Node> known = new LinkedHashSet<>(around);
    known.addAll(loops);
    List<Node> body = new ArrayList<>();
    for (long i = 0; i < rows; i++) {
      Node place = IndexAlgebra.simplify(start.plus(i));
      Node stored = new RangeSubstitution(Map.of(row(outs), place)).of(store);
      body.addAll(builder.loops().build(List.of(new LoopedStatement(stored, List.of())), known));
    }
    Node inner = LoopNests.loop(loops.get(loops.size() - 1), body);
    return LoopNests.loops(loops.subList(0, loops.size() - 1), inner);
  }
}
