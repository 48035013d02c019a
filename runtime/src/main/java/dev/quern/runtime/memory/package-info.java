/**
 * Storages in versions, and the pool that their memory comes from and goes back to.
 *
 * <p><b>In:</b> a {@link dev.quern.runtime.backend.Backend} that allocates. <b>Out:</b> blocks for
 * plans to read and write, and {@link dev.quern.runtime.memory.Memory}, which the leaves of graphs
 * name as their storage. <b>Start at</b> {@link dev.quern.runtime.memory.Memory}, then {@link
 * dev.quern.runtime.memory.Pool}.
 *
 * <p><b>Why</b> (2026-11-20) an ASSIGN that can't have its target's memory gets memory of its own:
 * a node is a value, so two ASSIGNs to one version are both right, and only one can be that
 * storage's next version. The same holds when another thread still reads the memory that would be
 * written: nobody waits, nobody reads half-written numbers.
 *
 * <p><b>Why</b> (2026-11-20) idle arrays on the Java heap are held softly, and so are those of
 * tensors that are dead but not yet noticed: what the pool keeps for the next step must not make
 * the program around it run out of memory.
 *
 * <p><b>Why</b> (2026-11-21) a storage knows what its varying sizes are ({@code Lengths}), and an
 * evaluation takes them from the leaves that it reads: a length need not be passed beside the
 * tensors that have it, and two that disagree are noticed.
 *
 * <p><b>Why</b> (2026-12-01) a storage knows its pool and not its device: devices hold engines,
 * which need requests, which need storages; the pool is all of a device that a storage needs.
 */
package dev.quern.runtime.memory;
