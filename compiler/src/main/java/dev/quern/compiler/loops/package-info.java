/**
 * Passes over the loops of one nest: vectorization, strength reduction, strip-mining with fission,
 * and unrolling, decided by shapes and target only.
 *
 * <p><b>In:</b> {@link dev.quern.compiler.lower.Nest} with scalar loops, the decisions about them
 * and a {@link dev.quern.compiler.loops.Budget}. <b>Out:</b> a nest whose loops are as they will
 * run: vectors of shape {@code [lanes]}, ramps and broadcasts, partial accumulators, tails. What is
 * printed is what runs: renderers decide none of it. <b>Start at</b> {@code Compiler.passes}, which
 * lists the passes, and {@link dev.quern.compiler.loops.Vectorize}.
 *
 * <ul>
 *   <li>{@code Vectorize}: loops that were decided to run in vectors, where the target has them.
 *   <li>{@code StrengthReduction} (Java): limits as minima of integers ({@code Clamp}), quotients
 *       by constants as products ({@code Reciprocal}).
 *   <li>{@code StripMining} (Java without the Vector API): loops cut into strips, and a strip's
 *       body by fission into loops over arrays of the thread ({@code StripPlan}, {@code
 *       StripLoop}); those of long strips are methods that the JIT compiler compiles alone. A row
 *       that is one strip is copied once for all stages ({@code StripArrays}). A loop that HotSpot
 *       vectorizes as it is stays as it is, and is such a method where it has sums in it ({@code
 *       Superword}).
 *   <li>{@code Unroll}: several accumulators for scalar reductions.
 * </ul>
 *
 * <p>They share one classification of values, uniform, affine or varying ({@code LoopValues}), one
 * analysis of dependence ({@code LoopCarriedDependence}) and bounds of indices ({@code Extents}).
 *
 * <p>A vectorized loop is a {@code BLOCK} of up to three loops: over several registers at once,
 * over one, over single iterations. A register is full of the narrowest type in the loop; wider
 * types take several. Where the number of iterations is known and they are idempotent, a last
 * register that overlaps the one before takes the place of single iterations. Elementwise values
 * have the same bits in all of them. A reduction keeps one partial result for each lane of the
 * first loop; they are combined in a tree, lane i of n with lane i + n/2, the total is combined
 * into the accumulator, and last the tail's elements one by one.
 *
 * <p>Why limits are minima of integers (2026-11-21): a long elementwise loop is bound by the length
 * of its chain of dependent operations, not by their number: a core looks some 200 waiting
 * operations ahead, which is two or three iterations of exp and log.
 *
 * <p>Why fission into strips (2026-11-21): HotSpot vectorizes a plain loop only where all arrays
 * are indexed alike, and on JDK 17 no loop that moves bits between float and int, casts, chooses,
 * or sums floats; one such operation leaves all others of its loop scalar. Apart it costs 0.2 ns an
 * element where exp as one scalar loop costs 5. Copies to arrays of the thread, in L1, cost 0.03
 * ns. A row of up to 1024 elements is one strip.
 *
 * <p>Why log is not cut further (2026-11-21): moves of bits cost 0.14 to 0.15 ns an element each
 * way however they are cut. The integers between them, as vectors with minima spelt out in shifts,
 * take 0.07 to 0.10 ns, and the whole chain with exp and log 2.07 in place of 2.24. Choices cost
 * 0.44, those of bits in exp 0.21, so that 45 % of the speed with vectors is what can be had.
 * Softmax takes 0.76 ns an element in L1 and 1.1 in memory; one array for all strips saves 2 % of
 * that.
 *
 * <p>Why sums are joined in arrays ({@code StripReduction}, 2026-11-21): eight interleaved
 * accumulators take 0.13 ns an element, an array whose quarters are joined 0.07.
 */
package dev.quern.compiler.loops;
