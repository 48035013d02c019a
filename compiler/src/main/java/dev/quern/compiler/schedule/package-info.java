/**
 * Decides which values are stored and which kernels compute them.
 *
 * <p><b>In:</b> a simplified tensor graph and a target. <b>Out:</b> {@link
 * dev.quern.compiler.schedule.Schedule}: kernels ({@link dev.quern.compiler.schedule.FusionGroup})
 * in an order in which they can run, and the record of decisions. <b>Start at</b> {@link
 * dev.quern.compiler.schedule.Scheduler}.
 *
 * <p>Movement ops never become kernels: each place that asks for a value carries the element it
 * asks for as index expressions over its kernel's ranges, and {@link
 * dev.quern.compiler.schedule.IndexMap} turns the element of a movement's result into that of its
 * source. The same indices later become the loads and stores.
 *
 * <p>Why, 2026-11-20: the walk goes from outputs to inputs because a value's cost depends on who
 * asks for it, how often, and in which order; all that is known when it is reached, and no decision
 * is ever revised.
 *
 * <p>Why, 2026-11-20: which ranges are grid and which are row is left open until a reduction
 * decides it, so that an elementwise kernel can still become the epilogue of a contraction or the
 * last stage of a row kernel.
 *
 * <p>Why joins are proposed at each node of the walk ({@code Merging}, 2026-12-01): whether a value
 * is inlined, and where it is computed, depends on how many groups use it, so the groups around it
 * are joined first. What a join saves counts all values that both groups still wait for, not only
 * the one at hand, so that a group is not joined with the first that reads one value in common and
 * thereby kept from one that reads two. No golden kernel changed.
 *
 * <p>Why limits are counted twice ({@code ExpressionLimits}, 2026-12-01): before the walk, from
 * inputs to outputs, so that long sums are cut into equal parts; and in each kernel while it grows,
 * because stages, outputs and merges put several expressions into one kernel. The first count takes
 * a value that an expression uses twice as two, the second counts what is written out.
 */
package dev.quern.compiler.schedule;
