package dev.quern.compiler.target;

/**
 * The constants by which kernels are chosen, blocked and laid out on a target: numbers that were
 * measured. Those of {@link Sums} and of {@link Grid} decide in which order numbers are added up;
 * the others change no bit of a result.
 */
public record Tuning(
    Costs costs,
    Fusion fusion,
    Grid grid,
    Loops loops,
    LoopBodies bodies,
    Sums sums,
    Contractions contractions,
    Stencils stencils,
    Launches launches) {

  /** What all targets are tuned to that nobody has measured apart. */
  static Tuning standard() {
    return new Tuning(
        Costs.standard(),
        Fusion.standard(),
        Grid.standard(),
        Loops.standard(),
        LoopBodies.standard(),
        Sums.standard(),
        Contractions.standard(),
        Stencils.standard(),
        Launches.standard());
  }

  /**
   * What becomes one kernel.
   *
   * @param mostOutputs values that a kernel stores, at most
   * @param mostCompared kernels that one is compared with; where more read a value it is not worth
   *     the search
   * @param mostParts parts of a CONCAT that is read without being stored: each is a condition for
   *     each element
   * @param mostWork picoseconds; an expression of more is cut whatever it shares with itself
   * @param loops the text of a reduction's loops, in picoseconds of work of as much text
   * @param fromNothing picoseconds of work that a value which reads no tensor, such as a mask of
   *     positions, may be computed by wherever it is asked for: as long as a load and a store of it
   *     take
   */
  public record Fusion(
      int mostOutputs,
      int mostCompared,
      int mostParts,
      double mostWork,
      double loops,
      double fromNothing) {

    static Fusion standard() {
      return new Fusion(
          /* mostOutputs= */ 8,
          /* mostCompared= */ 32,
          /* mostParts= */ 16,
          /* mostWork= */ 40_000,
          /* loops= */ 400,
          /* fromNothing= */ 100);
    }
  }

  /**
   * How the work of a kernel is shared out, in rows and in chunks of rows. A function of shapes
   * only, so that sums do not depend on threads.
   *
   * @param fewestRows a grid with fewer leaves cores idle, unless there is little to do at all
   * @param littleWork elements of reductions that one core takes as soon as several would
   * @param shortColumn rows; a sum down no more of them is done for each column at once, one down
   *     more is walked row by row, by partial sums
   * @param rowBlock elements of a row that are one unit of work where a kernel is a single long
   *     loop
   * @param scatterColumns columns that one chunk of a scatter takes, at least: a cache line's worth
   * @param chunkWork operations of a chunk: so many that handing one out costs little
   * @param mostChunks chunks; enough that cores which finish early find more
   * @param mostPartials chunks of a sum that keeps columns: their partial sums are combined at the
   *     end, so there are fewer
   * @param mostNumbers chunks of a sum to a single number, which are combined at once; the last
   *     chunk keeps all other threads waiting
   */
  public record Grid(
      long fewestRows,
      long littleWork,
      long shortColumn,
      long rowBlock,
      long scatterColumns,
      long chunkWork,
      long mostChunks,
      long mostPartials,
      long mostNumbers) {

    static Grid standard() {
      return new Grid(
          /* fewestRows= */ 16,
          /* littleWork= */ 1 << 15,
          /* shortColumn= */ 64,
          /* rowBlock= */ 4096,
          /* scatterColumns= */ 32,
          /* chunkWork= */ 1 << 15,
          /* mostChunks= */ 256,
          /* mostPartials= */ 16,
          /* mostNumbers= */ 64);
    }
  }

  /**
   * Which loops run in vectors, in strips or unrolled. The scores say how well memory is walked by
   * a loop: it runs in vectors if their sum is positive.
   *
   * @param unitStore score of a store to neighbouring elements
   * @param unitLoad score of a load of neighbouring elements
   * @param uniformLoad score of a load that is the same in every iteration
   * @param scatteredStore score of any other store
   * @param scatteredLoad score of any other load
   * @param accumulators vectors, or scalars, in flight in a reduction: as many as hide the latency
   *     of an addition
   * @param fewestLanes iterations; a shorter loop is not worth a vector
   * @param strip elements of a strip, so that ten arrays of them fit L1
   * @param longestStrip elements of a loop over many arrays that is one strip
   * @param stripRoom elements that the arrays of one strip have in L1
   * @param shortestStrip iterations; a shorter loop is not cut in strips
   * @param longStrip elements of a strip that is worth methods and arrays of its own
   * @param widestVector elements of the widest vectors that a JIT compiler makes
   * @param longestUneven iterations of a coalesced loop whose conditions divide its number, so that
   *     divisions are products and shifts
   * @param mostUnrolled updates of a reduction that is fully unrolled; more make the method large
   *     and save little more
   * @param transcendental operations that a transcendental function counts as
   */
  public record Loops(
      int unitStore,
      int unitLoad,
      int uniformLoad,
      int scatteredStore,
      int scatteredLoad,
      int accumulators,
      int fewestLanes,
      int strip,
      int longestStrip,
      int stripRoom,
      int shortestStrip,
      int longStrip,
      long widestVector,
      long longestUneven,
      long mostUnrolled,
      long transcendental) {

    static Loops standard() {
      return new Loops(
          /* unitStore= */ 6,
          /* unitLoad= */ 4,
          /* uniformLoad= */ 1,
          /* scatteredStore= */ -6,
          /* scatteredLoad= */ -4,
          /* accumulators= */ 4,
          /* fewestLanes= */ 4,
          /* strip= */ 512,
          /* longestStrip= */ 1024,
          /* stripRoom= */ 3 << 12,
          /* shortestStrip= */ 32,
          /* longStrip= */ 256,
          /* widestVector= */ 16,
          /* longestUneven= */ 1 << 15,
          /* mostUnrolled= */ 12,
          /* transcendental= */ 16);
    }
  }

  /**
   * How much one iteration of a loop does, so that a JIT compiler inlines all of it.
   *
   * @param operations most vector operations in one iteration; unrolling is halved until they fit
   * @param fewestOperations where no more are left, plain loops come next
   * @param largeBody vector operations of an iteration whose text is not worth a copy for the last
   *     register
   * @param clampOperations operations that a clamp counts as: five calls on vectors of two types.
   *     The exp of a softmax, four vectors an iteration, was more than HotSpot inlines, and made
   *     objects of vectors: with these it counts for 44, and 40 is too few to keep it at two
   * @param largestPart values of a part of a strip: HotSpot unrolls no larger ones
   * @param largestPartOfMany values of a part that stands in one method with others
   */
  public record LoopBodies(
      int operations,
      int fewestOperations,
      int largeBody,
      int clampOperations,
      int largestPart,
      int largestPartOfMany) {

    static LoopBodies standard() {
      return new LoopBodies(
          /* operations= */ 160,
          /* fewestOperations= */ 20,
          /* largeBody= */ 48,
          /* clampOperations= */ 12,
          /* largestPart= */ 24,
          /* largestPartOfMany= */ 12);
    }
  }

  /**
   * How long sums are cut, for accuracy (see the package of the lowering).
   *
   * @param accumulatorRun numbers that one accumulator takes one after the other, at most. Their
   *     rounding errors, at worst a quarter of this many units in the last place, stay below what
   *     PyTorch's sums have, and a vector loop joins its accumulators so rarely that it costs less
   *     than a tenth of the time in L1
   * @param rowRun rows that are added up to one row of partial sums. It is in L1 mostly, where it
   *     costs what three rows cost there: less than a row from memory
   * @param branches partial sums that are added up in one run: few, for accuracy, since they are
   *     rarely many
   */
  public record Sums(long accumulatorRun, long rowRun, long branches) {

    static Sums standard() {
      return new Sums(/* accumulatorRun= */ 128, /* rowRun= */ 64, /* branches= */ 16);
    }
  }

  /**
   * How a sum of products is recast and packed.
   *
   * @param batchColumns columns that are worth a batch of their own: panels at the edges waste less
   *     than that
   * @param shortestBlock how many times shorter than was asked for a k-block may be that follows
   *     the loops
   * @param splitK k of a contraction that is split along it
   * @param shortestPart k of a part of it, at least
   * @param mostSplitResults results of a contraction that is split: all parts of them are in memory
   * @param mostParts parts, at most
   * @param fewestParts parts that are worth adding up
   * @param cheapPacking operations on an element of A that are as well done again for each block of
   *     columns
   * @param packStrip k that is transposed at a time, so that the lines it is written to stay in L1
   * @param panelsAtOnce panels that are written side by side: their lines may all compete for the
   *     same set of L1
   * @param longestImageRow columns of a row of an image whose convolution is an implicit im2col
   * @param usedColumns least share of the computed columns that is stored, of such a convolution
   * @param imageBlock how much longer its k-blocks are than those of panels, where the columns of a
   *     k are, but for a few, those of the one before
   */
  public record Contractions(
      long batchColumns,
      int shortestBlock,
      long splitK,
      long shortestPart,
      long mostSplitResults,
      long mostParts,
      long fewestParts,
      long cheapPacking,
      int packStrip,
      long panelsAtOnce,
      long longestImageRow,
      double usedColumns,
      double imageBlock) {

    static Contractions standard() {
      return new Contractions(
          /* batchColumns= */ 128,
          /* shortestBlock= */ 4,
          /* splitK= */ 4096,
          /* shortestPart= */ 512,
          /* mostSplitResults= */ 1 << 16,
          /* mostParts= */ 16,
          /* fewestParts= */ 4,
          /* cheapPacking= */ 4,
          /* packStrip= */ 16,
          /* panelsAtOnce= */ 8,
          /* longestImageRow= */ 1024,
          /* usedColumns= */ 0.6,
          /* imageBlock= */ 1.5);
    }
  }

  /**
   * How windows of images are reduced.
   *
   * @param fewestBandRows rows of windows in a band whose copy is to fit fast memory
   * @param fewestImages images that are enough to share out
   * @param jammedRows rows of windows in one tile, where a window is one expression. With four, a
   *     window of 3x3 takes a tenth more time
   * @param jammedSums rows in a tile of other windows: of more, HotSpot makes vectors objects once
   *     it knows many kernels
   * @param fewestEdgeRows rows of a tile at the edge of an image that is partitioned off
   * @param shortestRow results in a row of a flattened stencil: of fewer, most of a vector is waste
   */
  public record Stencils(
      long fewestBandRows,
      long fewestImages,
      long jammedRows,
      long jammedSums,
      long fewestEdgeRows,
      long shortestRow) {

    static Stencils standard() {
      return new Stencils(
          /* fewestBandRows= */ 4,
          /* fewestImages= */ 16,
          /* jammedRows= */ 8,
          /* jammedSums= */ 2,
          /* fewestEdgeRows= */ 2,
          /* shortestRow= */ 8);
    }
  }

  /**
   * Which kernels share a launch.
   *
   * @param littleWork operations of a kernel that is launched with others that do something else
   * @param mostDistinct different kernels in one launch
   * @param mostNumbers numbers in the table of a launch: for each segment its place and its
   *     arguments. A class fills it by 7 bytes of code a number, and a method has at most 64 KB
   */
  public record Launches(long littleWork, int mostDistinct, int mostNumbers) {

    static Launches standard() {
      return new Launches(
          /* littleWork= */ 1 << 14, /* mostDistinct= */ 8, /* mostNumbers= */ 4096);
    }
  }
}
