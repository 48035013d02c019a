/**
 * Modules: parameters with names, and what is computed with them.
 *
 * <p><b>In:</b> sizes, and inputs to {@code forward}. <b>Out:</b> tensors; parameters for
 * optimizers and checkpoints. <b>Start at</b> {@link dev.quern.nn.Module}, then {@link
 * dev.quern.nn.Linear}.
 *
 * <p><b>Why</b> (2026-11-20) initial values are made on the host ({@link dev.quern.nn.Init}): they
 * are the same bits on every device, and starting a model compiles nothing.
 *
 * <p><b>Why</b> (2026-11-20) a parameter is stored in two alternating arrays, so that what was
 * computed from the last weights and is asked for after {@code step()} is still right.
 *
 * <p><b>Why</b> (2026-11-20) {@code Module} has no {@code forward}: models take what they take.
 * What maps one tensor to one is a {@link dev.quern.nn.Layer}.
 */
package dev.quern.nn;
