/**
 * What is measured: each workload names its contenders, Quern's and PyTorch's in the forms that a
 * user would write, computes the same from the same inputs in all of them, and says what counts as
 * good. Start at {@link dev.quern.benchmarks.workload.Catalogue}, the list of all; a workload that
 * is a function of tensors is one entry in {@link dev.quern.benchmarks.workload.Functions}.
 *
 * <p>Why a workload has several contenders a side (2026-11-20): PyTorch is faster with {@code
 * out=}, in-place and fused forms than as most people write it; a claim has to hold against the
 * best form and is worth telling against the usual one.
 */
package dev.quern.benchmarks.workload;
