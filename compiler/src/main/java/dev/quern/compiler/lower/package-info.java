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
 * chooses the loops that run in vectors; {@code NestAssembly} spells out transcendentals and
 * numbers everything by position. {@code NestJoining} puts small or alike kernels into one launch.
 *
 * <p>Around a contraction on Java: {@code OuterColumns} and {@code TallTerms} recast it, {@code
 * TermBlocks} cuts its terms, {@code Packing} writes its operands to panels.
 *
 * <p>Why (2026-11-21): panels of A keep the terms of a row together where the operand does. The
 * micro-kernel is as fast (227 against 234 GFLOP/s on one core), and packing becomes a copy in
 * vectors instead of a transposition element by element: a product behind a GELU took 1.6 ms, now
 * it takes as long as a bare one.
 *
 * <p><b>Why</b> (2026-11-21) loops that are too short for the target's vectors are not run in
 * narrower ones: once a JVM has seen two widths of one element type, HotSpot no longer knows the
 * class of a vector in loops that it enters half way, and the whole process was 2 to 3 times
 * slower.
 */
package dev.quern.compiler.lower;
