package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.lower.Stencil.Axis;
import dev.quern.compiler.rewrite.Substitution;
import dev.quern.compiler.simplify.Ranges;
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
record StencilNest(List<Node> grid, List<Node> body) {
  static Optional<StencilNest> of(Node store, List<Node> grid, KernelBuilder builder) {
    return windows(store, grid, builder)
        .filter(
            found ->
                isAutoVectorized(builder)
                    ? found.isFlat(builder)
                    : copies(found) || slides(found, store, builder))
        .filter(found -> isWide(found, builder))
        .map(
            found ->
                !isAutoVectorized(builder) && isReadInPlace(found, store, grid, builder)
                    ? inPlace(found, store, grid, builder)
                    : banded(found, store, grid, builder));
  }

  private static boolean isAutoVectorized(KernelBuilder builder) {
    return builder.target.has(Capability.AUTO_VECTORIZED);
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
  private static boolean slides(Found found, Node store, KernelBuilder builder) {
    return found.last().stride() == 1 && UnrollAndJam.suits(store, found.windows.outs(), builder);
  }

  /**
   * True if windows of a padded image can be read where they are: nothing is computed for an
   * element of a window, and only its row and column decide whether it lies in the image.
   */
  private static boolean isReadInPlace(
      Found found, Node store, List<Node> grid, KernelBuilder builder) {
    List<Node> outs = found.windows.outs();
    long images = Ranges.elements(grid) / Math.max(1, Ranges.elements(outs));
    return copies(found)
        && found.last().stride() == 1
        && UnrollAndJam.hasEdges(chained(store, builder), outs, builder)
        && images >= builder.tuning.stencils().fewestImages()
        && isOnlyLoaded(found.value, outs.subList(0, outs.size() - 2));
  }

  /** True if elements are loaded as they are, and no condition varies with these ranges. */
  private static boolean isOnlyLoaded(Node value, List<Node> planes) {
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

  private static boolean isWide(Found found, KernelBuilder builder) {
    return Ranges.extent(found.last().out()) >= builder.target.lanes(found.value.dtype().bytes());
  }

  /** A value in windows that is reduced. */
  private record Found(Node reduce, Node value, Stencil windows) {
    Axis last() {
      return windows.last();
    }

    boolean isFlat(KernelBuilder builder) {
      return FlatStencil.suits(reduce, value, windows, builder);
    }

    long elements(KernelBuilder builder) {
      return isAutoVectorized(builder) ? FlatStencil.elements(windows) : windows.elements();
    }
  }

  private static Optional<Found> windows(Node store, List<Node> grid, KernelBuilder builder) {
    List<Node> reduces = UnrollAndJam.reduces(store);
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
      Optional<Stencil> windows =
          read ? Stencil.of(node, grid, offsets, builder) : Optional.empty();
      windows = windows.filter(Stencil::overlap).filter(each -> isWhole(each, offsets));
      windows.ifPresent(each -> found.add(new Found(reduce, node, laidOut(each, builder))));
      if (windows.isEmpty() && node.op().isElementwise()) {
        node.sources().forEach(open::push);
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static Stencil laidOut(Stencil windows, KernelBuilder builder) {
    return isAutoVectorized(builder)
        ? windows.inRowsOf(builder.tuning.loops().widestVector())
        : windows;
  }

  /** True if the image is the same for all elements of a window. */
  private static boolean isWhole(Stencil windows, List<Node> offsets) {
    Set<Node> free = Expression.free(List.of(windows.image())).get(windows.image());
    return Collections.disjoint(free, offsets);
  }

  /** Cuts the outermost axis in bands whose copies fit fast memory. */
  private static StencilNest banded(
      Found found, Node store, List<Node> grid, KernelBuilder builder) {
    Axis first = found.windows.axes().get(0);
    long bytes = found.elements(builder) * found.value.dtype().bytes();
    long ofPlace = bytes / first.places();
    long shared = first.places() - Ranges.extent(first.out());
    long most =
        Math.max(
            builder.tuning.stencils().fewestBandRows(),
            builder.target.limits().rowBytes() / ofPlace - shared);
    if (most >= Ranges.extent(first.out()) || !first.out().source(0).isConst()) {
      return rows(found, store, grid, builder);
    }
    Band band = Band.even(first.out(), most, builder.ids);
    RangeSubstitution rebuild = new RangeSubstitution(Map.of(first.out(), band.place()));
    List<Node> inner = new ArrayList<>(grid);
    inner.set(grid.indexOf(first.out()), band.within());
    Node moved = rebuild.of(store);
    Found within = windows(moved, inner, builder).orElse(found);
    if (within == found) {
      return rows(found, store, grid, builder);
    }
    inner.add(band.number());
    return rows(within, moved, inner, builder);
  }

  private static StencilNest inPlace(
      Found found, Node store, List<Node> grid, KernelBuilder builder) {
    List<Node> outs = found.windows.outs();
    List<Node> rest = without(outs, grid);
    builder.lanes.add(outs.get(outs.size() - 1));
    Set<Node> known = new LinkedHashSet<>(rest);
    return new StencilNest(
        rest, UnrollAndJam.partitioned(chained(store, builder), outs, known, builder));
  }

  private static Node chained(Node store, KernelBuilder builder) {
    return FmaChains.chained(store, builder.tuning.loops().mostUnrolled());
  }

  private static List<Node> without(List<Node> outs, List<Node> grid) {
    return grid.stream().filter(range -> !outs.contains(range)).toList();
  }

  private static StencilNest rows(Found found, Node store, List<Node> grid, KernelBuilder builder) {
    List<Node> outs = found.windows.outs();
    List<Node> rest = without(outs, grid);
    if (isAutoVectorized(builder)) {
      FlatStencil flat = new FlatStencil(found.windows, found.reduce, found.value, builder);
      return new StencilNest(rest, flat.body(store, new LinkedHashSet<>(rest)));
    }
    builder.lanes.add(outs.get(outs.size() - 1));
    List<LoopedStatement> fills = new ArrayList<>();
    Node reading = copies(found) ? copied(found, store, fills, builder) : store;
    Set<Node> known = new LinkedHashSet<>(rest);
    List<Node> body = new ArrayList<>(builder.loops().build(fills, known));
    body.addAll(UnrollAndJam.of(chained(reading, builder), outs, known, builder));
    return new StencilNest(rest, body);
  }

  /** Adds what copies the image; returns the store with the copy's windows in place of it. */
  private static Node copied(
      Found found, Node store, List<LoopedStatement> fills, KernelBuilder builder) {
    Stencil windows = found.windows;
    Node memory = Nodes.local(found.value.dtype(), windows.elements(), builder.ids.number());
    fills.addAll(LoopPartitioning.copy(windows, memory, builder.ids));
    Node read = Nodes.load(memory, windows.index());
    return new Substitution(Map.of(found.value, read)).of(store);
  }
}
