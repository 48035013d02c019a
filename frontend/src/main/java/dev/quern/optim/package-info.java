/**
 * Optimizers: from parameters and their gradients to the parameters' next values.
 *
 * <p><b>In:</b> parameters with gradients. <b>Out:</b> the same parameters, written in place by
 * {@code step()}, which evaluates everything pending in one plan. <b>Start at</b> {@link
 * dev.quern.optim.Optimizer}, then {@link dev.quern.optim.AdamW}.
 *
 * <p><b>Why</b> (2026-11-20) whatever changes from step to step (learning rate, bias correction) is
 * a variable given at launch, computed on the host in double: neither a schedule nor the step count
 * compiles anything again.
 *
 * <p><b>Why</b> (2026-11-20) moments exist as storage from the start, so that the first step has
 * the same graph as all others; they are written over, since nobody reads an old one.
 */
package dev.quern.optim;
