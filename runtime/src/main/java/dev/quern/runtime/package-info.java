/**
 * Devices, memory, plans and their caches, and evaluation.
 *
 * <p><b>In:</b> pending graphs of {@link dev.quern.compiler.ir.Node}s, from the frontend.
 * <b>Out:</b> their values, in memory of a {@link dev.quern.runtime.Device}. <b>Start at</b> {@link
 * dev.quern.runtime.Evaluation}: it walks the graph ({@code GraphWalk}), asks the {@code PlanCache}
 * for the graph's plan, compiles one ({@code Canonical}, {@code Plan}) if there is none, binds
 * storages and scalars to it and launches it through a {@link dev.quern.runtime.Backend}.
 *
 * <p>A kind of machine is a package below with a {@code Backend}: {@code java} (Janino and a pool
 * of threads), {@code opencl} (whose entry point is {@code OpenCl.survey()} and {@code
 * OpenCl.open(index, templates)}), {@code reference} (interprets the graph itself and loads no
 * kernels).
 *
 * <p>What was compiled is kept on disk ({@code KeptPlans}, {@code KeptKernels}, package {@code
 * cache}): a plan that is not in memory is looked for there before it is compiled. A plan from disk
 * launches without its graph, nests or reasons; the texts of its nests are parsed when somebody
 * looks into it, and a dump compiles it again, so that dumps do not depend on what was kept.
 *
 * <p><b>Why</b> (2026-11-20) an ASSIGN that can't have its target's memory gets memory of its own:
 * a node is a value, so two ASSIGNs to one version are both right, and only one can be that
 * storage's next version. The same holds when another thread still reads the memory that would be
 * written: nobody waits, nobody reads half-written numbers.
 *
 * <p><b>Why</b> (2026-12-01) an evaluation whose input was overwritten before it could lease it
 * waits for the evaluations that were under way ({@code RunningEvaluations}) and walks its graph once more:
 * another thread's pending ASSIGN, which it would have computed again, is stored by then. Only what
 * still names an overwritten version is refused.
 *
 * <p><b>Why</b> (2026-11-20) variables enter the plan key by order of first visit, and plans see
 * them as {@code v0 v1 ...}: a program may draw new random streams each step under any names and
 * still replays one plan. Marks, which only autograd reads, do not enter it.
 *
 * <p><b>Why</b> (2026-11-20) idle arrays on the Java heap are held softly, and so are those of
 * tensors that are dead but not yet noticed: what the pool keeps for the next step must not make
 * the program around it run out of memory.
 *
 * <p><b>Why</b> (2026-11-21) methods that come out too large for HotSpot are rendered again here
 * ({@code Fitting}), not in the backend: only the plan's compilation has the nest, and backends
 * load texts.
 *
 * <p><b>Why</b> (2026-11-21) a storage knows what its varying sizes are ({@code Lengths}), and an
 * evaluation takes them from the leaves that it reads: a length need not be passed beside the
 * tensors that have it, and two that disagree are noticed.
 *
 * <p><b>Why</b> (2026-11-21) a prepared plan may write outputs over those of its last run: fresh
 * memory comes back only when the collector finds its tensor dead, so gradients that are made anew
 * at each step went to memory that no cache had. Whoever prepares the plan knows which values
 * nobody else has.
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
package dev.quern.runtime;
