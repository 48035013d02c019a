/**
 * Programs that were written down, run again: graphs and nests in their textual form, on given or
 * random values, against what they mean.
 *
 * <p><b>In:</b> a text ({@link dev.quern.runtime.replay.ProgramText}) and values ({@link
 * dev.quern.runtime.replay.ReplayInputs}). <b>Out:</b> how far a device is from the interpreters
 * ({@link dev.quern.runtime.replay.Comparison}), and which rule or pass is at fault ({@link
 * dev.quern.runtime.replay.Bisection}). <b>Start at</b> {@link
 * dev.quern.runtime.replay.ReplayCheck}.
 *
 * <p><b>Why</b> (2026-11-21) a nest's bound is a share of the largest value of each buffer: the
 * interpreter of nests adds in plain order and knows no rounding errors, and devices differ from it
 * by the order of sums alone. A nest without float sums has to give the same bits on java.
 *
 * <p><b>Why</b> (2026-11-21) bisection feeds every kernel with what the reference says of its
 * inputs, not with what earlier kernels made: so the first kernel that is wrong after a pass is
 * wrong by that pass, and rounding does not add up along the program.
 *
 * <p><b>Why</b> (2026-11-21) where that share is exceeded, the bound also has how far each element
 * moves when the inputs move by about a rounding ({@code Sensitivity}): an optimizer's update
 * divides by a gradient's magnitude, and where the gradient is next to nothing, another order of
 * additions shows a hundred times larger than the share.
 */
package dev.quern.runtime.replay;
