package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.RangeMerging.Ids;
import dev.quern.compiler.lower.Stages.Unit;
import dev.quern.compiler.schedule.Affine;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the store of what small windows are reduced to into stores of a few rows of results at
 * once, whose windows overlap: what they have in common is read once for all of them.
 */
final class RowTiles {
  /** More would save few reads, and need more registers than there are. */
  private static final long ROWS = 4;

  private final Node store;
  private final List<Node> outs;
  private final Ids ids;

  private RowTiles(Node store, List<Node> outs, Ids ids) {
    this.store = store;
    this.outs = outs;
    this.ids = ids;
  }

  /** {@code outs} are the ranges over windows, of which the last runs in vectors. */
  static List<Unit> of(Node store, List<Node> outs, Ids ids) {
    return suits(store, outs)
        ? new RowTiles(store, outs, ids).tiles(outs.get(outs.size() - 2))
        : List.of(new Unit(store, outs));
  }

  /** True if the windows of a row have elements in common with those of the next. */
  static boolean suits(Node store, List<Node> outs) {
    return outs.size() > 1
        && outs.get(outs.size() - 2).source(0).isConst()
        && Affine.extent(outs.get(outs.size() - 2)) > 1
        && reduces(store).stream().allMatch(ShortSums::isShort);
  }

  private static List<Node> reduces(Node store) {
    return Expression.nodes(List.of(store)).stream()
        .filter(node -> node.op() == Op.REDUCE)
        .toList();
  }

  /** The last tile takes rows again that the one before it took, where there are not enough. */
  private List<Unit> tiles(Node row) {
    long extent = Affine.extent(row);
    long rows = Math.min(ROWS, extent);
    Node tile = ids.range(Packing.ceil(extent, rows));
    Node first = Packing.at(tile).times(rows);
    if (extent % rows != 0) {
      first = Nodes.binary(Op.MIN, first, Node.index(extent - rows));
    }
    List<Node> loops = new ArrayList<>(outs);
    loops.set(outs.indexOf(row), tile);
    loops.removeIf(loop -> loop == tile && Affine.extent(tile) == 1);
    List<Unit> units = new ArrayList<>();
    for (long i = 0; i < rows; i++) {
      units.add(new Unit(at(row, IndexAlgebra.simplify(first.plus(i))), loops));
    }
    return units;
  }

  /** The store of a row; its reductions are loops of their own, that are written out one by one. */
  private Node at(Node row, Node place) {
    Map<Node, Node> places = new LinkedHashMap<>(Map.of(row, place));
    for (Node reduce : reduces(store)) {
      Expression.ranges(reduce)
          .forEach(range -> places.computeIfAbsent(range, old -> ids.range(old.source(0))));
    }
    return new Rebuild(places).of(store);
  }
}
