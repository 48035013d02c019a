/**
 * What is asked for: a pending graph walked once, which gives the key of its plan, its leaves,
 * variables and numbers by slot, and the outputs that a plan has to compute.
 *
 * <p><b>In:</b> wanted {@link dev.quern.compiler.ir.Node}s. <b>Out:</b> a {@link
 * dev.quern.runtime.request.Request}. <b>Start at</b> {@link dev.quern.runtime.request.Request},
 * then {@link dev.quern.runtime.request.GraphWalk}, which sees the graph as a plan does, and {@link
 * dev.quern.runtime.request.Signature}, which writes the key down.
 *
 * <p><b>Why</b> (2026-11-20) variables enter the plan key by order of first visit, and plans see
 * them as {@code v0 v1 ...}: a program may draw new random streams each step under any names and
 * still replays one plan. Marks, which only autograd reads, do not enter it.
 *
 * <p><b>Why</b> (2026-12-01) an index that is computed is checked by an output of the same plan
 * ({@code IndexLimit}, {@code IndexChecks}): its extreme, which every device knows how to reduce,
 * is read after the launches and before anything is published. A flag set by the kernels that use
 * the index would have to be known to lowering, renderers and devices, and a plan of its own before
 * the others would compute what leads to the index twice. Kernels keep such an index in range, so
 * that what is thrown away has touched nothing else, and such a plan writes over nothing that is
 * there: a step that fails costs no parameter and no moment. What is known to be in range, as
 * indices from arrays are, has none of this.
 */
package dev.quern.runtime.request;
