/**
 * PyTorch as the peer: TorchScript text comes in, a call that costs what PyTorch's own dispatch
 * costs goes out. Start at {@link dev.quern.benchmarks.torch.TorchModule}.
 *
 * <p>Why the peer is written in TorchScript (2026-11-20): DJL has no {@code out=} variants, no tanh
 * GELU, no fused optimizers and no attention, and it costs a JNI call for every operation. A script
 * holds a whole training step, so the peer pays for one call a step, and each of its operations is
 * the one that a Python program would call.
 */
package dev.quern.benchmarks.torch;
