/**
 * Turns one scheduled kernel into a loop nest.
 *
 * <p><b>In:</b> a kernel of the schedule: which tensor nodes it evaluates at which indices, and
 * what it stores. <b>Out:</b> {@link dev.quern.compiler.lower.Nest}. <b>Start at</b> {@link
 * dev.quern.compiler.lower.Lowering}.
 *
 * <p>The steps: {@code Expressions} asks for each stored element and gets a scalar expression in
 * which reductions are REDUCEs over ranges; {@code RangeMerging} joins neighbouring ranges; {@code
 * RowNest}, {@code PartialSums}, {@code ContractionNest} or {@code ScatterNest} lay out grid,
 * blocks and phases; {@code Stages} turns REDUCEs into loops with accumulators; {@code Lanes}
 * chooses the loops that run in vectors, {@code Carried} says which may; {@code NestAssembly}
 * spells out transcendentals and numbers everything by position. {@code NestJoining} puts small or
 * alike kernels into one launch.
 *
 * <p>Around a contraction on Java: {@code OuterColumns}, {@code TallTerms} and {@code ImageColumns}
 * recast it, {@code TermBlocks} cuts its terms, {@code Packing} writes its operands to panels.
 *
 * <p>What is read in windows, by a convolution or a pool, is copied to fast memory first where it
 * is padded or windows are more than one element apart: {@code Windows} finds them and lays out the
 * copy, {@code Padding} fills its edges apart from the rest, {@code ImageColumns} has a contraction
 * read its columns there, {@code RowWindows} puts it in front of a row's loops. {@code RowTiles}
 * takes rows of windows together, apart those at the edges of an image that is not copied, {@code
 * ShortProducts} and {@code ShortSums} write small windows out. Without the vector API {@code
 * FlatWindows} takes the place of {@code RowTiles}.
 *
 * <p>Why (2026-11-21): panels of A keep the terms of a row together where the operand does. The
 * micro-kernel is as fast (227 against 234 GFLOP/s on one core), and packing becomes a copy in
 * vectors instead of a transposition element by element: a product behind a GELU took 1.6 ms, now
 * it takes as long as a bare one. Where rows of A lie beside each other instead, a panel is as wide
 * as a vector, though the tile is half of that: {@code [512, 768] x [768, 128]} with a transposed A
 * takes 492 us on one core, and 593 where panels of 8 rows are copied one element at a time.
 *
 * <p>Why (2026-11-21) images are copied: a window of nine elements asks nine times whether an
 * element is padding, and its copy once. Columns of a convolution are counted through the padded
 * rows, so that those of a term lie beside each other in the copy and need no panels; the 4 to 7 %
 * of results that this computes in vain cost less than writing each element to nine panels, which
 * took a fifth of {@code [8, 64, 56, 56]} by 3x3. A tile that looks up where its columns begin is
 * as fast as another if the rows of A lie beside each other (4.8 ms), and slower if their terms do
 * (5.6): it has no registers for eight more addresses. What all bands multiply is packed so once.
 * What lies in windows is not looked up in the graph: a value that is the same when {@code out *
 * stride + offset * dilation} takes the place of a new range is one, however it was written.
 *
 * <p>Why (2026-11-21) small windows of many padded images are read where they are: the copy was a
 * third of the time. Tiles of the first and last rows know which of their rows are padding; columns
 * are asked for with masks, since a vector at an edge is mostly inside ({@code [8, 64, 56, 56]} by
 * 3x3: 139 us in place of 158, on JDK 25 129 in place of 151).
 *
 * <p>Why (2026-11-21) tiles of windows store a row before they begin the next: with the stores of
 * four rows at the end, vectors go to the stack, and {@code [8, 64, 56, 56]} by 3x3 takes 305 us in
 * place of 216.
 *
 * <p>Why (2026-11-21) small windows are summed by fused multiply-adds ({@code ShortProducts}): half
 * the operations, which take a fifth less time, and HotSpot inlines them in any program. Sums of
 * products apart, after a GPT had run in the same process, were made of vectors as objects: 475 to
 * 960 us in place of 206.
 *
 * <p>Why (2026-11-21) plain windows are read from moved copies in one array: JDK 17 makes vectors
 * of a loop only where accesses of one type are whole vectors apart, so windows of three elements
 * in a row need three copies. Results in an array of their own would be aligned differently: 0.19
 * ns a result in place of 0.09. {@code [8, 64, 56, 56]} by 3x3 takes 350 us with two threads (1.9
 * ms as a loop over elements, 250 us in vectors); six tenths of it are copies of rows, of which
 * bands of half the size make more.
 *
 * <p>Why (2026-11-21) plain chunks add up columns in fast memory: a row goes there once and needs
 * no copy back (5 to 8 % less time for {@code [4096, 4096]}, as fast as memory is read), and the
 * strips of several sums can be cut in parts.
 *
 * <p>Why (2026-12-01) long sums are cut in levels ({@code ShortRuns}, by {@code RunningSums} for
 * accumulators and {@code PartialSums} for rows of sums): one running sum down a column of 2^20
 * numbers in float32 was wrong by a thousandth. No accumulator takes more than 128 numbers in turn,
 * no row of sums more than 64 rows, and of partial sums 16 are added up at once.
 *
 * <p><b>Why</b> (2026-11-21) loops that are too short for the target's vectors are not run in
 * narrower ones: once a JVM has seen two widths of one element type, HotSpot no longer knows the
 * class of a vector in loops that it enters half way, and the whole process was 2 to 3 times
 * slower.
 */
package dev.quern.compiler.lower;
