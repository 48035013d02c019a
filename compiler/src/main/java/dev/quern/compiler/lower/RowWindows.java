package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Windows.Axis;
import dev.quern.compiler.lower.Windows.Fill;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.schedule.Affine;
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
 * Turns a kernel that reduces windows of padded or strided images, such as a depthwise convolution
 * or a pool, into rows that each copy an image to fast memory, or a band of it, and then reduce the
 * windows of the copy.
 *
 * @param grid the ranges that are left to share out
 * @param loops the ranges of a row's loops
 */
record RowWindows(List<Node> grid, List<Node> loops, Fill fill, Node store) {
  private static final long FEWEST_ROWS = 4; // of windows in a band

  static Optional<RowWindows> of(Node store, List<Node> grid, Draft draft) {
    return windows(store, grid, draft)
        .filter(found -> pays(found, draft))
        .map(found -> banded(found, store, grid, draft));
  }

  /** True if copying saves more conditions or jumps in memory than it costs. */
  private static boolean pays(Found found, Draft draft) {
    List<Axis> axes = found.windows.axes();
    Axis last = axes.get(axes.size() - 1);
    Map<Node, Set<Node>> free = Expression.free(List.of(found.value));
    boolean guarded =
        Expression.nodes(List.of(found.value)).stream()
            .anyMatch(node -> node.dtype().isBool() && free.get(node).contains(last.out()));
    return (guarded || last.stride() > 1)
        && Affine.extent(last.out()) >= draft.target.lanes(found.value.dtype().bytes());
  }

  /** A value in windows. */
  private record Found(Node value, Windows windows) {}

  private static Optional<Found> windows(Node store, List<Node> grid, Draft draft) {
    List<Node> reduces =
        Expression.nodes(List.of(store)).stream().filter(n -> n.op() == Op.REDUCE).toList();
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
      Optional<Windows> windows =
          read ? Windows.of(node, grid, offsets, draft.ids) : Optional.empty();
      windows = windows.filter(Windows::overlap);
      windows.ifPresent(value -> found.add(new Found(node, value)));
      if (windows.isEmpty() && node.op().isElementwise()) {
        node.sources().forEach(open::push);
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Cuts the outermost axis in bands whose copies fit fast memory. */
  private static RowWindows banded(Found found, Node store, List<Node> grid, Draft draft) {
    Axis first = found.windows.axes().get(0);
    long bytes = found.windows.elements() * found.value.dtype().bytes();
    long ofPlace = bytes / first.places();
    long shared = first.places() - Affine.extent(first.out());
    long most = Math.max(FEWEST_ROWS, draft.target.limits().rowBytes() / ofPlace - shared);
    if (most >= Affine.extent(first.out())) {
      return copied(found, store, grid, draft);
    }
    Band band = Band.of(first.out(), most, draft.ids);
    Rebuild rebuild = new Rebuild(Map.of(first.out(), band.place()));
    List<Node> inner = new ArrayList<>(grid);
    inner.set(grid.indexOf(first.out()), band.within());
    Node moved = rebuild.of(store);
    Found within = windows(moved, inner, draft).orElse(found);
    if (within == found) {
      return copied(found, store, grid, draft);
    }
    RowWindows copied = copied(within, moved, inner, draft);
    List<Node> shares = new ArrayList<>(copied.grid);
    shares.add(band.number());
    return new RowWindows(shares, copied.loops, copied.fill, copied.store);
  }

  private static RowWindows copied(Found found, Node store, List<Node> grid, Draft draft) {
    Windows windows = found.windows;
    Node memory = Nodes.local(found.value.dtype(), windows.elements(), draft.ids.number());
    Fill fill = windows.fill(memory, Node.index(0), windows.extent(), draft.ids);
    Node read = Nodes.load(memory, windows.index());
    Node reading = new Substitution(Map.of(found.value, read)).of(store);
    List<Node> outs = windows.axes().stream().map(Axis::out).toList();
    List<Node> rest = new ArrayList<>(grid);
    rest.removeAll(outs);
    List<Node> loops = new ArrayList<>(fill.loops());
    loops.addAll(outs);
    draft.lanes.add(outs.get(outs.size() - 1));
    return new RowWindows(rest, loops, fill, reading);
  }
}
