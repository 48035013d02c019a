/**
 * Batches to train on.
 *
 * <p><b>In:</b> tokens, tensors, files. <b>Out:</b> tensors of one batch at a time. <b>Start at</b>
 * {@link dev.quern.data.TokenBatches} for language models, {@link dev.quern.data.Batches} for
 * everything else.
 *
 * <p><b>Why</b> (2026-11-20) batches are of one size by default: a last, smaller batch has other
 * shapes, and so needs a plan of its own.
 */
package dev.quern.data;
