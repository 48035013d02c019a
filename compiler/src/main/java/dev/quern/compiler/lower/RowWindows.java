package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Windows.Axis;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.schedule.Affine;
import dev.quern.compiler.target.Capability;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a kernel that reduces windows of images, such as a depthwise convolution or a pool, into
 * rows of an image each, or a band of it, whose results are found a few lines at a time. Where the
 * image is padded or windows are apart, a row copies it to fast memory first, and then reduces the
 * windows of the copy.
 *
 * @param grid the ranges that are left to share out
 * @param body the statements of a row
 */
record RowWindows(List<Node> grid, List<Node> body) {
  static Optional<RowWindows> of(Node store, List<Node> grid, Draft draft) {
    return windows(store, grid, draft)
        .filter(
            found ->
                isWithoutVectors(draft)
                    ? found.isFlat(draft)
                    : copies(found) || slides(found, store, draft))
        .filter(found -> isWide(found, draft))
        .map(
            found ->
                !isWithoutVectors(draft) && isReadInPlace(found, store, grid, draft)
                    ? inPlace(found, store, grid, draft)
                    : banded(found, store, grid, draft));
  }

  private static boolean isWithoutVectors(Draft draft) {
    return draft.target.has(Capability.AUTO_VECTORIZED);
  }

  /** True if copying saves more conditions or jumps in memory than it costs. */
  private static boolean copies(Found found) {
    Axis last = found.last();
    Map<Node, Set<Node>> free = Expression.free(List.of(found.value));
    boolean guarded =
        Expression.nodes(List.of(found.value)).stream()
            .anyMatch(node -> node.dtype().isBool() && free.get(node).contains(last.out()));
    return guarded || last.stride() > 1;
  }

  /** True if windows can be read where they are, several lines of them at once. */
  private static boolean slides(Found found, Node store, Draft draft) {
    return found.last().stride() == 1 && RowTiles.suits(store, found.windows.outs(), draft);
  }

  /**
   * True if windows of a padded image can be read where they are: nothing is computed for an
   * element of a window, and only its row and column decide whether it lies in the image.
   */
  private static boolean isReadInPlace(Found found, Node store, List<Node> grid, Draft draft) {
    List<Node> outs = found.windows.outs();
    long images = Affine.elements(grid) / Math.max(1, Affine.elements(outs));
    return copies(found)
        && found.last().stride() == 1
        && RowTiles.hasEdges(chained(store, draft), outs, draft)
        && images >= draft.tuning.stencils().fewestImages()
        && isPlain(found.value, outs.subList(0, outs.size() - 2));
  }

  private static boolean isPlain(Node value, List<Node> planes) {
    Map<Node, Set<Node>> free = Expression.free(List.of(value));
    return Expression.nodes(List.of(value)).stream()
        .allMatch(
            node ->
                node.dtype().isBool()
                    ? Collections.disjoint(free.get(node), planes)
                    : node.dtype().isInteger()
                        || !node.op().isElementwise()
                        || node.op() == Op.WHERE);
  }

  private static boolean isWide(Found found, Draft draft) {
    return Affine.extent(found.last().out()) >= draft.target.lanes(found.value.dtype().bytes());
  }

  /** A value in windows that is reduced. */
  private record Found(Node reduce, Node value, Windows windows) {
    Axis last() {
      return windows.last();
    }

    boolean isFlat(Draft draft) {
      return FlatWindows.suits(reduce, value, windows, draft);
    }

    long elements(Draft draft) {
      return isWithoutVectors(draft) ? FlatWindows.elements(windows) : windows.elements();
    }
  }

  private static Optional<Found> windows(Node store, List<Node> grid, Draft draft) {
    List<Node> reduces = RowTiles.reduces(store);
    if (reduces.size() != 1) {
      return Optional.empty();
    }
    Node reduce = reduces.get(0);
    List<Node> offsets = Expression.ranges(reduce);
    Map<Node, Set<Node>> free = Expression.free(List.of(reduce.source(0)));
    Deque<Node> open = new ArrayDeque<>(List.of(reduce.source(0)));
    Set<Node> seen = new LinkedHashSet<>();
    List<Found> found = new ArrayList<>();
    while (!open.isEmpty()) {
      Node node = open.pop();
      boolean varies = !Collections.disjoint(free.get(node), offsets);
      if (!varies || !seen.add(node)) {
        continue;
      }
      boolean read = node.op() == Op.LOAD || node.op() == Op.WHERE;
      Optional<Windows> windows = read ? Windows.of(node, grid, offsets, draft) : Optional.empty();
      windows = windows.filter(Windows::overlap).filter(each -> isWhole(each, offsets));
      windows.ifPresent(each -> found.add(new Found(reduce, node, laidOut(each, draft))));
      if (windows.isEmpty() && node.op().isElementwise()) {
        node.sources().forEach(open::push);
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Windows laidOut(Windows windows, Draft draft) {
    return isWithoutVectors(draft)
        ? windows.inRowsOf(draft.tuning.stencils().widestVector())
        : windows;
  }

  /** True if the image is the same for all elements of a window. */
  private static boolean isWhole(Windows windows, List<Node> offsets) {
    Set<Node> free = Expression.free(List.of(windows.image())).get(windows.image());
    return Collections.disjoint(free, offsets);
  }

  /** Cuts the outermost axis in bands whose copies fit fast memory. */
  private static RowWindows banded(Found found, Node store, List<Node> grid, Draft draft) {
    Axis first = found.windows.axes().get(0);
    long bytes = found.elements(draft) * found.value.dtype().bytes();
    long ofPlace = bytes / first.places();
    long shared = first.places() - Affine.extent(first.out());
    long most =
        Math.max(
            draft.tuning.stencils().fewestBandRows(),
            draft.target.limits().rowBytes() / ofPlace - shared);
    if (most >= Affine.extent(first.out()) || !first.out().source(0).isConst()) {
      return rows(found, store, grid, draft);
    }
    Band band = Band.even(first.out(), most, draft.ids);
    Rebuild rebuild = new Rebuild(Map.of(first.out(), band.place()));
    List<Node> inner = new ArrayList<>(grid);
    inner.set(grid.indexOf(first.out()), band.within());
    Node moved = rebuild.of(store);
    Found within = windows(moved, inner, draft).orElse(found);
    if (within == found) {
      return rows(found, store, grid, draft);
    }
    inner.add(band.number());
    return rows(within, moved, inner, draft);
  }

  private static RowWindows inPlace(Found found, Node store, List<Node> grid, Draft draft) {
    List<Node> outs = found.windows.outs();
    List<Node> rest = without(outs, grid);
    draft.lanes.add(outs.get(outs.size() - 1));
    Set<Node> known = new LinkedHashSet<>(rest);
    return new RowWindows(rest, RowTiles.edgesApart(chained(store, draft), outs, known, draft));
  }

  private static Node chained(Node store, Draft draft) {
    return ShortProducts.chained(store, draft.tuning.loops().mostUnrolled());
  }

  private static List<Node> without(List<Node> outs, List<Node> grid) {
    return grid.stream().filter(range -> !outs.contains(range)).toList();
  }

  private static RowWindows rows(Found found, Node store, List<Node> grid, Draft draft) {
    List<Node> outs = found.windows.outs();
    List<Node> rest = without(outs, grid);
    if (isWithoutVectors(draft)) {
      FlatWindows flat = new FlatWindows(found.windows, found.reduce, found.value, draft);
      return new RowWindows(rest, flat.body(store, new LinkedHashSet<>(rest)));
    }
    draft.lanes.add(outs.get(outs.size() - 1));
    List<LoopedStatement> fills = new ArrayList<>();
    Node reading = copies(found) ? copied(found, store, fills, draft) : store;
    Set<Node> known = new LinkedHashSet<>(rest);
    List<Node> body = new ArrayList<>(draft.stages().build(fills, known));
    body.addAll(RowTiles.of(chained(reading, draft), outs, known, draft));
    return new RowWindows(rest, body);
  }

  /** Adds what copies the image; returns the store with the copy's windows in place of it. */
  private static Node copied(Found found, Node store, List<LoopedStatement> fills, Draft draft) {
    Windows windows = found.windows;
    Node memory = Nodes.local(found.value.dtype(), windows.elements(), draft.ids.number());
    fills.addAll(Padding.copy(windows, memory, draft.ids));
    Node read = Nodes.load(memory, windows.index());
    return new Substitution(Map.of(found.value, read)).of(store);
  }
}
