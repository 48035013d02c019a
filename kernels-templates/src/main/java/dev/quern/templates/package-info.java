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
 */
package dev.quern.templates;
