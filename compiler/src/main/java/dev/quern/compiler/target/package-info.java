/**
 * The facts of a device that kernels depend on, and what is tuned for it.
 *
 * <p><b>In:</b> what the runtime finds out about a device. <b>Out:</b> {@link
 * dev.quern.compiler.target.Target}, which every pass of the compiler is given. <b>Start at</b>
 * {@code Target}.
 *
 * <p>A pass asks for a {@link dev.quern.compiler.target.Capability} or reads a constant of {@link
 * dev.quern.compiler.target.Tuning}; the kind of a target chooses only its renderer and its {@link
 * dev.quern.compiler.target.ContractionTemplate}. So another device needs another list of
 * capabilities and constants, and no pass needs to know of it.
 */
package dev.quern.compiler.target;
