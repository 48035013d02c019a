package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Stages.Unit;
import dev.quern.compiler.schedule.Affine;
import dev.quern.compiler.simplify.IndexAlgebra;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the store of what small windows are reduced to into stores of a few rows of results at
 * once, whose windows overlap: what they have in common is read once for all of them.
 */
final class RowTiles {
  /** With four, a window of 3x3 takes a tenth more time. */
  private static final long ROWS = 8;

  private final Node store;
  private final List<Node> outs;
  private final Draft draft;

  private RowTiles(Node store, List<Node> outs, Draft draft) {
    this.store = store;
    this.outs = outs;
    this.draft = draft;
  }

  /**
   * The loops over windows, which store all results.
   *
   * @param outs the ranges over windows, of which the last runs in vectors
   * @param known the ranges around them
   */
  static List<Node> of(Node store, List<Node> outs, Set<Node> known, Draft draft) {
    return suits(store, outs)
        ? List.of(new RowTiles(store, outs, draft).tiles(outs.get(outs.size() - 2), known))
        : draft.stages().build(List.of(new Unit(store, outs)), known);
  }

  /** True if the windows of a row have elements in common with those of the next. */
  static boolean suits(Node store, List<Node> outs) {
    return outs.size() > 1
        && outs.get(outs.size() - 2).source(0).isConst()
        && Affine.extent(outs.get(outs.size() - 2)) > 1
        && reduces(store).stream().allMatch(ShortSums::isShort);
  }

  static List<Node> reduces(Node store) {
    return Expression.nodes(List.of(store)).stream()
        .filter(node -> node.op() == Op.REDUCE)
        .toList();
  }

  /**
   * A row is stored before the next is begun, so that not all sums of a tile need registers at
   * once.
   */
  private Node tiles(Node row, Set<Node> around) {
    Band tile = Band.even(row, ROWS, draft.ids);
    List<Node> loops = new ArrayList<>(outs);
    loops.set(outs.indexOf(row), tile.number());
    Set<Node> known = new LinkedHashSet<>(around);
    known.addAll(loops);
    List<Node> body = new ArrayList<>();
    for (long i = 0; i < tile.turns(); i++) {
      Node stored = at(row, IndexAlgebra.simplify(tile.start().plus(i)));
      body.addAll(draft.stages().build(List.of(new Unit(stored, List.of())), known));
    }
    Node inner = PartialSums.loop(loops.get(loops.size() - 1), body);
    return PartialSums.loops(loops.subList(0, loops.size() - 1), inner);
  }

  private Node at(Node row, Node place) {
    return new Rebuild(Map.of(row, place)).of(store);
  }
}
