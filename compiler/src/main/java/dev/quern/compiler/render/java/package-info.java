/**
 * Prints a nest whose loops have been through the passes as one Java class, and decides only its
 * methods, its names and which instructions of the Vector API say an operation.
 *
 * <p><b>In:</b> {@link dev.quern.compiler.lower.Nest} after {@code loops}. <b>Out:</b> a
 * compilation unit in package {@code dev.quern.kernels} that Janino compiles. <b>Start at</b>
 * {@link dev.quern.compiler.render.java.JavaRenderer}; {@code NestWriter} writes loops, {@code
 * Statements} what is in them, {@code Scalars} and {@code Vectors} values.
 *
 * <p>Texts are {@code JavaExpression}: code with the variables that it mentions, so that a piece of
 * a method becomes a method of its own with what it needs as parameters, and with classes as types,
 * so that the unit imports them.
 *
 * <p>A loop with an {@code Alone} decision is a method that HotSpot compiles alone ({@code
 * Frame.alone}); one that copies contiguous elements is a call ({@code CopyLoop}).
 *
 * <p>Names: {@code b} buffers, {@code s} scalars of the launch, {@code t} arrays of the thread,
 * {@code i} loop variables, {@code a} accumulators, {@code v} values, {@code w} vectors or masks of
 * values, {@code k} one value in all lanes, {@code x} vectors made in several statements, {@code g}
 * and {@code o} the array and the place that a vector near an edge is loaded from; with {@code _1}
 * for the second part of a vector.
 *
 * <p>Why (2026-11-20): no {@code reduceLanes} and no {@code lanewise(EXP)}: their bits change when
 * the method is compiled. What the vector API lacks or JDK 17 runs slowly (remainders of large
 * numbers, casts of floats to integers, masked stores, gathers) goes lane by lane through a small
 * array.
 *
 * <p>Why (2026-11-21): no masked {@code fromArray}. JDK 17 chooses in it between two vectors, which
 * HotSpot then makes objects of: a convolution made 30 MB of them a call and took 1.5 times as
 * long. {@code Edge} chooses between arrays.
 *
 * <p>Why (2026-11-21): a loop with many constants inside another is a method of its own ({@code
 * Stages}). HotSpot makes constants before the outermost loop of a method, keeps what does not fit
 * its registers in memory, and then reads it at every use: 42 loads for two vectors of exp, each
 * across two cache lines. A product with GELU behind it took 1.3 times as long.
 *
 * <p>Why (2026-11-21): of a loop in a loop that is too long a method, both become one ({@code
 * Stages}): each call makes all constants anew (a convolution's tiles on JDK 25: 145 us, and 129
 * where they share a call).
 *
 * <p>Why one species for each element type (2026-12-01): HotSpot's type profiles belong to the
 * methods of the Vector API, which all kernels share. After loops over a second species, be it of
 * this or of another library, they hold two classes, and calls in kernels that are compiled later
 * are virtual until HotSpot has found the class of their receiver in another way.
 *
 * <p>Why receivers are cast ({@code Unit.exact}, 2026-12-01): it finds the class of what an
 * operation returns only after it has inlined it, which is too late for methods that ask their
 * receiver for its species before they do anything: {@code intoArray}, {@code reinterpretAs...},
 * {@code convertShape}. A cast by a constant class says it in time. In a sum the new value is the
 * receiver, {@code acc = x.add(acc)}: of what a loop carries HotSpot may never find out. After
 * foreign loops a 512-cube product took 1,850 ms and made 600 MB of objects, now 2.8 and none.
 *
 * <p>Why masks are stored as numbers (2026-12-01): JDK 17 makes objects of masks that are loaded
 * from an array or stored there. Where a mask meets a type with another number of lanes, or memory,
 * it becomes zeros and ones in a vector.
 *
 * <p>Why methods alone ({@code Frame.alone}, 2026-11-21): a loop inlined among others runs at half
 * its speed or worse (layer norm's row: 0.82 ns an element inlined, 0.57 apart), and HotSpot
 * inlines small static methods whatever we do, but for one rule of all its versions: never a method
 * whose signature mentions a class that is not loaded. So such methods take, as null, a type that
 * the runtime leaves out when it loads the kernel ({@code JavaRenderer.ABSENT}); were it there,
 * everything would still be right, but slower. Short strips are not worth the calls, and their
 * methods would wait longer for the compiler.
 */
package dev.quern.compiler.render.java;
