package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.schedule.Affine;
import dev.quern.compiler.target.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts the terms of a contraction into blocks, along its loops where those divide, so that what is
 * packed is found without divisions: of a convolution's channels and offsets, a block is all
 * offsets of some channels.
 */
final class TermBlocks {
  private final List<Node> ranges;
  private final int split; // the range that is cut; those after it are whole in each block
  private final long step; // how much of that range a block takes; 0 if blocks cross loops
  private final int terms;

  /**
   * The terms of a block, or all.
   *
   * @param places what stands for each range of the contraction
   * @param flat a term's number in the block
   * @param loops the ranges over which all of them are found
   */
  record Terms(Map<Node, Node> places, Node flat, List<Node> loops) {}

  private TermBlocks(List<Node> ranges, int split, long step, int terms) {
    this.ranges = ranges;
    this.split = split;
    this.step = step;
    this.terms = terms;
  }

  /** Blocks of at most this many terms. */
  static TermBlocks of(List<Node> ranges, int most, Tuning tuning) {
    int split = ranges.size() - 1;
    long inner = 1;
    while (split > 0 && inner * Affine.extent(ranges.get(split)) <= most) {
      inner *= Affine.extent(ranges.get(split--));
    }
    long extent = Affine.extent(ranges.get(split));
    long step = Math.min(extent, Math.max(1, most / inner));
    while (split + 1 < ranges.size() && extent % step != 0) {
      step--;
    }
    boolean follows =
        ranges.size() > 1
            && (step * inner * tuning.contractions().shortestBlock() >= most || step == extent);
    follows &= extent % step == 0;
    return follows
        ? new TermBlocks(ranges, split, step, (int) (step * inner))
        : new TermBlocks(ranges, 0, 0, most);
  }

  /** Terms of a block; the last may have less. */
  int terms() {
    return terms;
  }

  /** The loops that each block has all turns of. */
  List<Node> whole() {
    boolean all = step == Affine.extent(ranges.get(split));
    return step == 0 ? List.of() : ranges.subList(all ? split : split + 1, ranges.size());
  }

  /** The terms of a block in one loop. */
  Terms flat(Ids ids, Node block) {
    long all = Affine.elements(ranges);
    Node flat = ids.range(Blocks.extent(all, terms, block));
    if (step == 0) {
      return new Terms(
          RowMajor.unflatten(ranges, block.times(terms).plus(flat)), flat, List.of(flat));
    }
    List<Node> inner = new ArrayList<>(List.of(ids.range(step)));
    inner.addAll(ranges.subList(split + 1, ranges.size()));
    return new Terms(places(block, inner, RowMajor.unflatten(inner, flat)), flat, List.of(flat));
  }

  /** The terms of a block in as many loops as the contraction has, where that follows them. */
  Terms nested(Ids ids, Node block) {
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
    return new Terms(places(block, inner, own), RowMajor.flatten(inner), inner);
  }

  private Map<Node, Node> places(Node block, List<Node> inner, Map<Node, Node> within) {
    Map<Node, Node> places = new LinkedHashMap<>();
    long blocks = Affine.extent(ranges.get(split)) / step;
    places.putAll(RowMajor.unflatten(ranges.subList(0, split), block.over(Node.index(blocks))));
    Node first = split == 0 ? block : block.modulo(Node.index(blocks));
    places.put(ranges.get(split), first.times(step).plus(within.get(inner.get(0))));
    for (int i = split + 1; i < ranges.size(); i++) {
      places.put(ranges.get(i), within.get(ranges.get(i)));
    }
    return places;
  }
}
