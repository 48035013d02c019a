/**
 * Gradients as graphs: the adjoint of each primitive op, and reverse accumulation over nodes.
 *
 * <p><b>In:</b> a root {@link dev.quern.compiler.ir.Node} with the gradient it starts from, and
 * which nodes are asked for. <b>Out:</b> for each of those the node of its gradient; nothing is
 * evaluated. <b>Start at</b> {@link dev.quern.autograd.Gradients}, then {@link
 * dev.quern.autograd.Adjoints}, the one switch over ops. Tensors, {@code backward()} and
 * accumulation into {@code grad()} are in {@code dev.quern}; this package knows nodes only.
 *
 * <p><b>Why</b> (2026-11-20) what autograd must know about a tensor is a {@link
 * dev.quern.autograd.Mark} in the graph, not a table beside it: nodes are interned, so two tensors
 * may share one, and a mark keeps what it marks alive as long as a graph reaches it, so that
 * garbage collection decides nothing.
 *
 * <p><b>Why</b> (2026-11-20) {@link dev.quern.autograd.OwnGradient} exists because a composition's
 * gradient may be inexact where its value is fine: {@code 1 / (1 + exp(-x))} is right at -100, its
 * derivative by rules is {@code 0 * inf}.
 *
 * <p><b>Why</b> (2026-11-20) a maximum over an axis shares its gradient evenly among ties, and so
 * does that of two tensors, as PyTorch's {@code amax} and {@code maximum} do; {@code max(dim)}
 * gives it to the one element whose index it returns, because it is composed as a pick.
 */
package dev.quern.autograd;
