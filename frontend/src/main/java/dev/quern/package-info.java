/**
 * Tensors and their gradients.
 *
 * <p><b>In:</b> a program's calls. <b>Out:</b> graphs of {@link dev.quern.compiler.ir.Node}s,
 * handed to {@link dev.quern.runtime.Evaluation} when a value is asked for. <b>Start at</b> {@link
 * dev.quern.Tensor}; its methods delegate to one class a group ({@code Elementwise}, {@code
 * Movement}, {@code Reductions}, {@code Products}, {@code Convolution}, {@code Pooling}, {@code
 * Indexing}, {@code Activations}, ...). {@code Operands} says how a tensor enters an operation,
 * {@code Pending} what a request evaluates, {@code Backward} where gradients go, {@code Capture}
 * what a compiled function's one run shows.
 *
 * <p><b>Why</b> (2026-11-20) in-place methods keep PyTorch's trailing underscore: it is a legal
 * Java name, and who knows {@code add_} needs to learn nothing.
 *
 * <p><b>Why</b> (2026-11-20) numbers are {@link java.lang.Number}: one method takes {@code 2} and
 * {@code 2.5} and can tell them apart, as promotion must.
 *
 * <p><b>Why</b> (2026-11-20) a leaf that requires grad is marked in the graph by its gradient slot,
 * also when its storage names it already: a detached alias of the same storage is another leaf.
 *
 * <p><b>Why</b> (2026-11-20) writing in place points a tensor at its next value; ASSIGN, which
 * writes to the tensor's own storage, is made only where that storage was made to be kept
 * (parameters, moments, caches). Two writes before an evaluation are one.
 *
 * <p><b>Why</b> (2026-11-21) {@link dev.quern.Compiled} runs its function on placeholders and then
 * undoes what it did to tensors from outside: so the first call is computed as all later ones are.
 * Those tensors are looked up again at each call rather than frozen, which lets one compiled
 * function train what another reads. Host values are what can go stale: whoever depends on one says
 * so by {@link dev.quern.Compiled#assume}, or has it asked for again.
 *
 * <p><b>Why</b> (2026-11-21) the value of a {@link dev.quern.Dim} belongs to the tensors that have
 * it, not to the thread or the Dim: what is still pending keeps its length when the next batch has
 * another, and one computation over two lengths is an error rather than a wrong number.
 *
 * <p><b>Why</b> (2026-12-01) what was written in place, or added to a gradient, from an index that
 * turns out to be out of range is taken back ({@code Pending}), and so are a step's count and what
 * else {@code Compiled.everyCall} says how to undo: a program that skips a bad batch goes on as if
 * it had not been there. What such an evaluation had nothing to do with stays written.
 */
package dev.quern;
