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
 */
package dev.quern.compiler.lower;
