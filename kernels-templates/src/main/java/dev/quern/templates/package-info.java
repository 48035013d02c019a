/**
 * Hand-tuned skeletons of contractions: how to block one, and a fixed micro-kernel.
 *
 * <p><b>In:</b> {@link dev.quern.compiler.target.ContractionTask}. <b>Out:</b> {@link
 * dev.quern.compiler.ir.ContractionShape} and the source of a micro-kernel. <b>Start at</b> {@link
 * dev.quern.templates.JavaContraction}. Nobody imports this package: the compiler finds it with
 * ServiceLoader, and every program gives the same answers within rounding without it.
 *
 * <p>Why (2026-11-20): the tile adds into a scratch block in cache instead of storing results, so
 * that edges, epilogues and row stages are the generated store's matter, and one compiled tile
 * serves every contraction of the process.
 *
 * <p>Why (2026-11-21) rows without the Vector API: a loop that adds eight terms to one row at once,
 * each row an array of its own, reaches 60 to 70 GFLOP/s on one core where the vectors' tile
 * reaches 125; two rows at once, or twelve terms, are too much for HotSpot and give 10.
 */
package dev.quern.templates;
