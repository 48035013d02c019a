/**
 * Dumps: a folder from which every kernel of a program can be read, explained, compared and run
 * again.
 *
 * <p><b>In:</b> what a compilation made ({@link dev.quern.compiler.Compilation}), the loaded
 * kernels, and where nodes come from ({@link dev.quern.runtime.dump.Origins}). <b>Out:</b> the
 * folder described here. <b>Start at</b> {@link dev.quern.runtime.dump.Dump}, which writes, or
 * {@link dev.quern.runtime.dump.DumpFolder}, which reads.
 *
 * <p>A dump is asked for by {@code --dump DIR} on any command, by the environment variable {@code
 * QUERN_DUMP}, by the system property {@code quern.dump}, or by {@code Dump.to(path)}. A plan is
 * dumped when it is first evaluated while dumping is on, whether it is compiled then or was before.
 * Writing a dump changes no kernel. It holds code and shapes, no values, unless {@code
 * --dump-values} ({@code quern.dump.values}) asks for the inputs and outputs of each launch of a
 * plan's first run. A folder that holds a dump is written anew; one that holds anything else is
 * refused.
 *
 * <h2>The format, schema 1</h2>
 *
 * A {@code .jsonl} file is one JSON object a line; each has a member {@code kind}. Readers ignore
 * kinds and members that they do not know; a change that breaks them raises {@code schema}. Two
 * runs of one program give equal dumps, {@code timings.jsonl} aside: there are no times, paths of
 * the machine or addresses anywhere else. Launches, kernels and plans are numbered from 1, nodes,
 * slots and buffers from 0. Members in brackets may be absent.
 *
 * <pre>
 * DIR/index.jsonl            dump, then a plan for each folder
 * DIR/0001-9f3c2a41/         a plan: its place in the order of first use, and the start of its key
 *   index.jsonl              plan, then file, buffer, kernel and launch
 *   given.graph              the graph as the program built it, in the textual form
 *   simplified.graph         the same after the rules; all files number nodes as this one does
 *   nodes.jsonl              node: the nodes of both graphs with their origins
 *   rules.jsonl              fired: each rule that fired
 *   schedule.txt             what each launch does, for people
 *   reasons.jsonl            reason: why values are stored or inlined, kernels joined or not
 *   memory.txt               the buffers, for people
 *   kernels/03-add_96x64/    a kernel: several launches may run it
 *     kernel.graph           what it computes, as a graph; #n are the nest's slots
 *     1-expressions.ir       stores of expressions over loop variables
 *     2-merged.ir            the same, neighbouring loops made one; absent if nothing changed
 *     3-loops.nest           the loops, transcendentals still single operations
 *     4-members.nest         kernels that were put side by side in it; absent if there is one
 *     kernel.nest            the nest that is rendered, {@link dev.quern.compiler.lower.NestText}
 *     decisions.txt          how its loops run, in words
 *     source.java, source.cl what is compiled
 *     support-NAME.java, .cl a micro-kernel that it calls
 *     log.txt                what the device's compiler said; absent if nothing
 *   values/launch-003.safetensors  only with --dump-values
 *   timings.jsonl            what was measured, and what came from a cache; absent if nothing did
 *   error.txt                of a plan that failed to compile: the message
 * </pre>
 *
 * <pre>
 * dump    schema
 * plan    plan, folder, key, device, target, fusion (on, off), status (compiling, compiled, failed),
 *         [error], given, simplified (numbers of nodes), rules (that fired), kernels, launches
 * file    file, stage, about          stage is what 'quern kernels show --stage' calls it
 * buffer  buffer, role (input, output, temporary), dtype, elements, bytes, [name], [node], [donor],
 *         [inPlace], [arena], [first], [last]       launches between which a temporary lives
 * kernel  kernel, name, class (its name in stack traces), folder, launches [launch...], phases
 *         [{chunks, work}...], work, flops, bytesRead, bytesWritten, arguments [{dtype, elements,
 *         written}...], scalars [name...], [template], members, modules [path...], outputs [{slot, part}...],
 *         notes [...], files [{file, stage, about}...], [codeBytes, largestMethod, methodBytes]
 * launch  launch, kernel, buffers [buffer by slot...], scalars [name...], members [position in the schedule...],
 *         graph [node by the line of kernel.graph...], stores [node...], modules [path...],
 *         sources [line...], readers [launch...]
 * node    graph (given, simplified), node, op, dtype, shape, [arg], sources [node...], [module],
 *         [source], [call], [backward], [given] (where it comes from), [launches], [stored]
 * fired   rule, form, before, after, [node] (of the given graph)
 * reason  node, decision, done, rule, numbers [{name, value, unit}...], [launch, kernel],
 *         [otherLaunch, otherKernel], [module], [source], text
 * found   of (plan), place (memory, disk, built), [nearest, component, before, now] of the key missed on disk
 * found   of (kernel), kernel, place
 * time    of (compile, load), ns
 * time    of (launch), launch, kernel, runs, total_ns, median_ns, least_ns
 * </pre>
 *
 * A kernel that several launches share is described by the first of them. Of a kernel, {@code
 * flops} are floating-point operations of one run as the graph states them (an exp counts as one),
 * {@code bytesRead} and {@code bytesWritten} elements of buffers touched at least once. {@code
 * backward} marks what autograd made: its origin is that of the node whose gradient it is part of.
 * Values are tensors {@code before.N} and {@code after.N} by slot N, and {@code scalars}, the bits
 * of launch scalars as int64.
 *
 * <p>Why (2026-11-21) names of kernels are unique within a plan only: launches of the same text
 * share what is compiled, whatever plan they are in, so a stack trace shows the name under which it
 * was compiled first. {@code class} says so.
 */
package dev.quern.runtime.dump;
