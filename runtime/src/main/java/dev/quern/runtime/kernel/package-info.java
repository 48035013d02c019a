/**
 * Texts of kernels turned into loaded ones, once for each text.
 *
 * <p><b>In:</b> launches of a {@link dev.quern.compiler.Program}. <b>Out:</b> loaded kernels, from
 * memory, from the disk or from the device's compiler. <b>Start at</b> {@link
 * dev.quern.runtime.kernel.KernelCache}.
 *
 * <p><b>Why</b> (2026-11-21) methods that come out too large for HotSpot are rendered again here
 * ({@code Fitting}), not in the backend: only the plan's compilation has the nest, and backends
 * load texts.
 */
package dev.quern.runtime.kernel;
