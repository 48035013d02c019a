package dev.quern.compiler.lower;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Op;
import dev.quern.compiler.simplify.IndexAlgebra;
import dev.quern.compiler.simplify.Ranges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The loops of a cascade sum, cut in levels of few iterations each, so that it adds up the
 * iterations of one level before those of the level around it: a tree of partial sums, whose
 * rounding errors do not grow with the number of iterations as those of one running sum do.
 *
 * @param levels the loops of each level, the outermost first
 * @param places what stands for a range that was cut
 */
record SummationTree(List<List<Node>> levels, Map<Node, Node> places) {
  /**
   * Cuts loops.
   *
   * @param loops the outermost first
   * @param run the most iterations of the innermost level
   * @param branches partial sums that are added up in one run
   * @param together iterations of the innermost loop that have an accumulator each
   */
  static SummationTree of(List<Node> loops, long run, long together, long branches, Ids ids) {
    Cutting cutting = new Cutting(ids, run * together, branches);
    for (int i = loops.size() - 1; i >= 0; i--) {
      cutting.cut(loops.get(i), i == loops.size() - 1 ? together : 1);
    }
    return new SummationTree(cutting.levels, cutting.places);
  }

  /** A loop of so many iterations at most, within a level. */
  private record Part(long step, List<Node> level) {}

  private static final class Cutting {
    final Ids ids;
    final long branches;
    final List<List<Node>> levels = new ArrayList<>(List.of(new ArrayList<>()));
    final Map<Node, Node> places = new HashMap<>();
    long most; // iterations of a level
    long iterations = 1; // of the level that is being filled

    Cutting(Ids ids, long most, long branches) {
      this.ids = ids;
      this.most = most;
      this.branches = branches;
    }

    /** Puts a loop around the others: whole if its iterations fit the level, else in parts. */
    void cut(Node range, long together) {
      List<Part> parts = new ArrayList<>(); // the innermost first
      long left = Ranges.extent(range);
      while (left > most / iterations) {
        long step = even(left, most / iterations, parts.isEmpty() ? together : 1);
        if (step > 1) {
          parts.add(new Part(step, levels.get(0)));
          left = Blocks.count(left, step);
        }
        levels.add(0, new ArrayList<>());
        iterations = 1;
        most = branches;
      }
      iterations *= Math.max(1, left);
      if (parts.isEmpty()) {
        levels.get(0).add(0, range);
      } else {
        places.put(range, IndexAlgebra.simplify(place(range.source(0), parts)));
      }
    }

    /** At most so many iterations, of which all parts have about as many. */
    private static long even(long iterations, long most, long together) {
      if (most < 2) {
        return 1;
      }
      long step = Blocks.count(iterations, Blocks.count(iterations, most));
      return Math.min(most, Blocks.count(step, together) * together);
    }

    /** Adds loops over the parts to their levels, the outermost first. */
    private Node place(Node extent, List<Part> parts) {
      long stride = parts.stream().mapToLong(Part::step).reduce(1, (a, b) -> a * b);
      Node outer = ids.range(ceil(extent, stride));
      levels.get(0).add(0, outer);
      Node place = outer.times(stride);
      for (int i = parts.size() - 1; i >= 0; i--) {
        Part part = parts.get(i);
        boolean whole = extent.isConst() && extent.literal().bits() % stride == 0;
        stride /= part.step;
        Node most = Node.index(part.step);
        Node rest = ceil(extent.minus(place), stride);
        Node inner = ids.range(whole ? most : Nodes.binary(Op.MIN, most, rest));
        part.level.add(0, inner);
        place = place.plus(inner.times(stride));
      }
      return place;
    }

    private static Node ceil(Node iterations, long by) {
      return iterations.isConst()
          ? Node.index(Blocks.count(iterations.literal().bits(), by))
          : IndexAlgebra.simplify(
              by == 1 ? iterations : iterations.plus(by - 1).over(Node.index(by)));
    }
  }
}
