package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.simplify.Ranges;
import dev.quern.compiler.target.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts the reduction axis k of a contraction into blocks, along its loops where those divide, so
 * that what is packed is found without divisions: of a convolution's channels and offsets, a block
 * is all offsets of some channels.
 */
final class KBlocks {
  private final List<Node> ranges;
  private final int split; // the range that is cut; those after it are whole in each block
  private final long step; // how much of that range a block takes; 0 if blocks cross loops
  private final int size;

  /**
   * The iterations over k of a block, or over all of it.
   *
   * @param places what stands for each range of the contraction
   * @param flat the number of an iteration in the block
   * @param loops the ranges over which all of them are found
   */
  record Indices(Map<Node, Node> places, Node flat, List<Node> loops) {}

  private KBlocks(List<Node> ranges, int split, long step, int size) {
    this.ranges = ranges;
    this.split = split;
    this.step = step;
    this.size = size;
  }

  /** Blocks of at most this length. */
  static KBlocks of(List<Node> ranges, int most, Tuning tuning) {
    int split = ranges.size() - 1;
    long inner = 1;
    while (split > 0 && inner * Ranges.extent(ranges.get(split)) <= most) {
      inner *= Ranges.extent(ranges.get(split--));
    }
    long extent = Ranges.extent(ranges.get(split));
    long step = Math.min(extent, Math.max(1, most / inner));
    while (split + 1 < ranges.size() && extent % step != 0) {
      step--;
    }
    boolean follows =
        ranges.size() > 1
            && (step * inner * tuning.contractions().shortestBlock() >= most || step == extent);
    follows &= extent % step == 0;
    return follows
        ? new KBlocks(ranges, split, step, (int) (step * inner))
        : new KBlocks(ranges, 0, 0, most);
  }

  /** The length of a block; the last may be shorter. */
  int size() {
    return size;
  }

  /** The loops that each block has all iterations of. */
  List<Node> whole() {
    boolean all = step == Ranges.extent(ranges.get(split));
    return step == 0 ? List.of() : ranges.subList(all ? split : split + 1, ranges.size());
  }

  /** A block in one loop. */
  Indices flat(Ids ids, Node block) {
    long all = Ranges.elements(ranges);
    Node flat = ids.range(Blocks.extent(all, size, block));
    if (step == 0) {
      return new Indices(
          RowMajor.unflatten(ranges, block.times(size).plus(flat)), flat, List.of(flat));
    }
    List<Node> inner = new ArrayList<>(List.of(ids.range(step)));
    inner.addAll(ranges.subList(split + 1, ranges.size()));
    return new Indices(places(block, inner, RowMajor.unflatten(inner, flat)), flat, List.of(flat));
  }

  /** A block in as many loops as the contraction has, where that follows them. */
  Indices nested(Ids ids, Node block) {
    if (step == 0) {
      return flat(ids, block);
    }
    List<Node> inner = new ArrayList<>(List.of(ids.range(step)));
    ranges.subList(split + 1, ranges.size()).forEach(r -> inner.add(ids.range(r.source(0))));
    Map<Node, Node> own = new LinkedHashMap<>();
    inner.forEach(range -> own.put(range, range));
    for (int i = split + 1; i < ranges.size(); i++) {
      own.put(ranges.get(i), inner.get(i - split));
    }
    return new Indices(places(block, inner, own), RowMajor.flatten(inner), inner);
  }

  private Map<Node, Node> places(Node block, List<Node> inner, Map<Node, Node> within) {
    Map<Node, Node> places = new LinkedHashMap<>();
    long blocks = Ranges.extent(ranges.get(split)) / step;
    places.putAll(RowMajor.unflatten(ranges.subList(0, split), block.over(Node.index(blocks))));
    Node first = split == 0 ? block : block.modulo(Node.index(blocks));
    places.put(ranges.get(split), first.times(step).plus(within.get(inner.get(0))));
    for (int i = split + 1; i < ranges.size(); i++) {
      places.put(ranges.get(i), within.get(ranges.get(i)));
    }
    return places;
  }
}
