/**
 * The device that is this JVM: kernels are Java source, compiled in memory and run by a fixed pool
 * of threads.
 *
 * <p><b>In:</b> {@link dev.quern.compiler.render.Rendered} Java kernels: each a compilation unit in
 * package {@code dev.quern.kernels} with one public class of the kernel's name that has a public
 * constructor without parameters and implements {@link dev.quern.runtime.java.KernelCode}.
 * <b>Out:</b> their results in primitive arrays. <b>Start at</b> {@link
 * dev.quern.runtime.java.JavaBackend}. What the machine can do at most is measured with such
 * kernels too ({@link dev.quern.runtime.java.MachineRoofline}).
 *
 * <p><b>Why</b> (2026-11-20) every kernel has a class loader of its own, so that dropping the
 * kernel unloads its class, and all share a parent with the micro-kernels, which are warmed once
 * per process.
 *
 * <p><b>Why</b> (2026-11-20) Janino stands behind {@link dev.quern.runtime.java.SourceCompiler}:
 * its upstream is archived, and javac as a second implementation is the oracle of its tests.
 *
 * <p><b>Why</b> (2026-11-20) threads share out chunks by a counter but never decide what a chunk
 * is, so results are the same bits for every number of threads.
 *
 * <p><b>Why</b> (2026-11-21) a thread begins with the same part of the chunks each time and then
 * helps the others: what one kernel leaves in a core's cache, the next finds there.
 *
 * <p><b>Why</b> (2026-12-01) the pool's threads clear their interrupt flag: whoever interrupts a
 * whole thread group means its own threads, and one that keeps the flag never parks again. They end
 * when idle for ten seconds, so that a device that is dropped, or an application that is taken
 * down, leaves none behind.
 *
 * <p><b>Why</b> (2026-11-21) only micro-kernels are warmed ahead of need ({@code MicroWarming}):
 * all products wait for them, and they have no data of their own. Other kernels are not: a chunk is
 * made to be worth sharing out, so interpreted it takes milliseconds, where HotSpot wants hundreds
 * of calls; and with two cores a start is bound by what HotSpot's compilers need, which warming
 * more would only raise.
 *
 * <p><b>Why</b> (2026-11-21) the launcher has HotSpot compile micro-kernels and the operations
 * beneath the Vector API early. Measured on a training step's start: these two take a seventh off;
 * the same for all kernels, or for the whole Vector API, makes it slower, since the compilers'
 * queue is what a start waits for; blocking until kernels are compiled doubles it.
 */
package dev.quern.runtime.java;
