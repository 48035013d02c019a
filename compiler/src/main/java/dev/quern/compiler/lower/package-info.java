/**
 * Turns one scheduled kernel into a loop nest.
 *
 * <p><b>In:</b> a kernel of the schedule: which tensor nodes it evaluates at which indices, and
 * what it stores. <b>Out:</b> {@link dev.quern.compiler.lower.Nest}. <b>Start at</b> {@link
 * dev.quern.compiler.lower.Lowering}.
 *
 * <p>The steps: {@code Scalarization} gives each stored element as a scalar expression in which
 * reductions are REDUCEs over ranges; {@code LoopCoalescing} merges neighbouring ranges; {@code
 * RowNest}, {@code GridSumNest}, {@code ContractionNest} or {@code ScatterNest} lay out grid,
 * blocks and phases; {@code ReductionLoops} makes loops with accumulators of REDUCEs; {@code
 * Vectorization} chooses the loops that run in vectors, {@code LoopCarriedDependence} says which
 * may; {@code NestAssembly} expands transcendentals and numbers everything by position. {@code
 * NestJoining} puts small or alike kernels into one launch (horizontal fusion).
 *
 * <p>What is known of a nest under construction is in {@code KernelBuilder}; {@code LoopNests},
 * {@code Blocks} and {@code RowMajor} build loops, blocks and the index arithmetic between them.
 * What a target can do is asked by {@link dev.quern.compiler.target.Capability}, and every constant
 * is read from its {@link dev.quern.compiler.target.Tuning}. No two files need each other.
 *
 * <p>Around a contraction whose results are blocked in cache: {@code ColumnBatching}, {@code
 * SplitK} and {@code ImplicitIm2col} recast it, {@code KBlocks} cuts k into blocks, {@code Packing}
 * writes its operands to panels.
 *
 * <p>A stencil, what a convolution or a pool reads, is copied to fast memory first where it is
 * padded or its windows are more than one element apart: {@code Stencil} finds the windows and lays
 * out the copy, {@code LoopPartitioning} fills its boundary apart from its interior, {@code
 * ImplicitIm2col} has a contraction read its columns there, {@code StencilNest} puts it in front of
 * a row's loops. {@code UnrollAndJam} takes rows of windows together, with the rows at the edges of
 * an image that is not copied partitioned off; {@code FmaChains} and {@code ReductionUnrolling}
 * unroll small windows. Where the JIT compiler makes the vectors, {@code FlatStencil} takes the
 * place of {@code UnrollAndJam}.
 *
 * <p>Why (2026-11-21): A is packed in the order of its memory: panels are contiguous along k where
 * the operand is, else as wide as a vector. The micro-kernel is as fast (227 against 234 GFLOP/s on
 * one core), and packing becomes a copy in vectors instead of a transposition element by element: a
 * product behind a GELU took 1.6 ms, now it takes as long as a bare one. Where rows of A lie beside
 * each other instead, a panel is as wide as a vector, though the tile is half of that: {@code [512,
 * 768] x [768, 128]} with a transposed A takes 492 us on one core, and 593 where panels of 8 rows
 * are copied one element at a time.
 *
 * <p>Why (2026-11-21) a convolution is an implicit im2col over a padded copy of the image, and its
 * columns are not packed: a window of nine elements asks nine times whether an element is padding,
 * and its copy once. Columns of a convolution are counted through the padded rows, so that those of
 * a k lie beside each other in the copy and need no panels; the 4 to 7 % of results that this
 * computes in vain cost less than writing each element to nine panels, which took a fifth of {@code
 * [8, 64, 56, 56]} by 3x3. A tile that looks up where its columns begin is as fast as another if
 * the rows of A lie beside each other (4.8 ms), and slower if they are contiguous along k (5.6): it
 * has no registers for eight more addresses. What all bands multiply is packed so once. What lies
 * in windows is not looked up in the graph: a value that is the same when {@code out * stride +
 * offset * dilation} takes the place of a new range is one, however it was written.
 *
 * <p>Why (2026-11-21) small stencils over many padded images are not copied; their loops are
 * partitioned into boundary and interior rows, with masked loads at the ends of rows: the copy was
 * a third of the time. Tiles of the first and last rows know which of their rows are padding;
 * columns are asked for with masks, since a vector at an edge is mostly inside ({@code [8, 64, 56,
 * 56]} by 3x3: 139 us in place of 158, on JDK 25 129 in place of 151).
 *
 * <p>Why (2026-11-21) unroll-and-jam stores a row of results before it begins the next: with the
 * stores of four rows at the end, vectors go to the stack, and {@code [8, 64, 56, 56]} by 3x3 takes
 * 305 us in place of 216.
 *
 * <p>Why (2026-11-21) short sums of products are fully unrolled to chains of fused multiply-adds
 * ({@code FmaChains}): half the operations, which take a fifth less time, and HotSpot inlines them
 * in any program. Sums of products apart, after a GPT had run in the same process, were made of
 * vectors as objects: 475 to 960 us in place of 206.
 *
 * <p>Why (2026-11-21) stencils that the JIT compiler vectorizes are flattened, and read from
 * shifted copies in one array: JDK 17 makes vectors of a loop only where accesses of one type are
 * whole vectors apart, so windows of three elements in a row need three copies. Results in an array
 * of their own would be aligned differently: 0.19 ns a result in place of 0.09. {@code [8, 64, 56,
 * 56]} by 3x3 takes 350 us with two threads (1.9 ms as a loop over elements, 250 us in vectors);
 * six tenths of it are copies of rows, of which bands of half the size make more.
 *
 * <p>Why (2026-11-21) where the JIT compiler vectorizes, a chunk keeps its partial sums of columns
 * in an array of the thread: a row goes there once and needs no copy back (5 to 8 % less time for
 * {@code [4096, 4096]}, as fast as memory is read), and the strips of several sums can be cut in
 * parts.
 *
 * <p>Why (2026-12-01) long sums of floats are cascade sums, cut in levels ({@code SummationTree},
 * by {@code CascadeSummation} for accumulators and {@code PartialSums} for rows of sums): one
 * running sum down a column of 2^20 numbers in float32 was wrong by a thousandth. No accumulator
 * takes more than 128 numbers in turn, no row of sums more than 64 rows, and of partial sums 16 are
 * added up at once.
 *
 * <p><b>Why</b> (2026-11-21) vectors have one width for each element type; a loop that is too short
 * for them is not run in narrower ones: once a JVM has seen two widths of one element type, HotSpot
 * no longer knows the class of a vector in loops that it enters half way, and the whole process was
 * 2 to 3 times slower.
 */
package dev.quern.compiler.lower;
