/**
 * Evaluation: pending graphs turned into values, on a device that is found by its name.
 *
 * <p><b>In:</b> pending graphs of {@link dev.quern.compiler.ir.Node}s, from the frontend, and the
 * name of a device. <b>Out:</b> leaves that hold the values, in memory of a {@link
 * dev.quern.runtime.device.Device}. <b>Start at</b> {@link dev.quern.runtime.Evaluation}: it makes
 * a {@link dev.quern.runtime.request.Request} of what is asked for and hands it to the device's
 * {@link dev.quern.runtime.device.Engine}; {@link dev.quern.runtime.Devices} says which engine and
 * which machine a name stands for.
 *
 * <p>The packages below, each of which uses only those above it in this list ({@code
 * ArchitectureTest} holds that):
 *
 * <pre>
 * cache      what is kept on disk between processes
 * profile    where time goes
 * backend    what the runtime asks of a kind of machine
 * java       this JVM as such a machine: Janino and a pool of threads
 * opencl     OpenCL devices as such machines
 * dump       a folder from which every kernel can be read
 * memory     storages in versions, pooled
 * request    what is asked for: the graph walked, its key, the outputs of a plan
 * device     a machine with its memory, its counters and its engine
 * kernel     texts of kernels turned into loaded ones, cached in memory and on disk
 * plan       requests compiled into plans, cached, and run
 * reference  requests interpreted, and nests
 * (here)     evaluation, and devices by name
 * replay     programs that were written down, run again
 * </pre>
 *
 * <p><b>Why</b> (2026-12-01) an evaluation whose input was overwritten before it could lease it
 * waits for the evaluations that were running and walks its graph once more: another thread's
 * pending ASSIGN, which it would have computed again, is stored by then. Only what still names an
 * overwritten version is refused.
 *
 * <p><b>Why</b> (2026-11-21) a prepared plan may write outputs over those of its last run: fresh
 * memory comes back only when the collector finds its tensor dead, so gradients that are made anew
 * at each step went to memory that no cache had. Whoever prepares the plan knows which values
 * nobody else has.
 */
package dev.quern.runtime;
