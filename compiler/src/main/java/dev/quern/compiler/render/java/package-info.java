/**
 * Spells a placed nest as one Java class.
 *
 * <p><b>In:</b> {@link dev.quern.compiler.lower.Nest}. <b>Out:</b> a compilation unit in package
 * {@code dev.quern.kernels} that Janino compiles. <b>Start at</b> {@link
 * dev.quern.compiler.render.java.JavaRenderer}.
 *
 * <p>A loop that a {@code Vectorize} decision names is written three times: {@code unroll} groups
 * of iterations at once ({@code LaneGroup}), one group, one iteration. A group fills one vector of
 * the narrowest type in the loop and several of wider ones. Where the number of iterations is known
 * and one may be repeated, a last group that overlaps the one before takes the place of single
 * ones. Elementwise values have the same bits in all three. A reduction keeps one vector
 * accumulator for each vector of a turn; at the end the accumulators are joined pairwise (0 with
 * n/2, 1 with n/2 + 1, ...), then the lanes of the one that is left in the same pattern, that is
 * joined to the scalar accumulator, and last the tail's elements one by one.
 *
 * <p>Without the vector API a loop that a {@code Strips} decision names is cut in parts ({@code
 * StripPlan}), each a loop of its own over arrays of the thread ({@code StripLoop}). Arithmetic on
 * floats is in parts that HotSpot turns into vectors; casts, bits, conditions and gathers are in
 * others; of long strips each is a method. A loop that HotSpot vectorizes as it is stays as it is,
 * and is a method where it has sums in it ({@code Superword}).
 *
 * <p>Names: {@code b} buffers, {@code s} scalars of the launch, {@code t} arrays of the thread,
 * {@code i} loop variables, {@code a} accumulators, {@code v} values, {@code w} vectors or masks of
 * values, {@code k} one value in all lanes, {@code x} vectors made in several statements, {@code g}
 * and {@code o} the array and the place that a vector near an edge is loaded from; with {@code _1}
 * for the second vector of a turn.
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
 * <p>Why (2026-11-21): limits as minima of integers ({@code Clamp}), since a long elementwise loop
 * is bound by the length of its chain of dependent operations, not by their number: a core looks
 * some 200 waiting operations ahead, which is two or three turns of exp and log.
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
 * <p>Why strips (2026-11-21): HotSpot vectorizes a plain loop only where all arrays are indexed
 * alike, and on JDK 17 no loop that moves bits between float and int, casts, chooses, or sums
 * floats; one such operation leaves all others of its loop scalar. Apart it costs 0.2 ns an element
 * where exp as one scalar loop costs 5. Copies to arrays of the thread, in L1, cost 0.03 ns. A row
 * of up to 1024 elements is one strip: it is copied once for all stages ({@code RowCopies}), and
 * what is indexed by the element's number alone not at all.
 *
 * <p>Why log is not cut further (2026-11-21): moves of bits cost 0.14 to 0.15 ns an element each
 * way however they are cut. The integers between them, as vectors with minima spelt out in shifts,
 * take 0.07 to 0.10 ns, and the whole chain with exp and log 2.07 in place of 2.24. Choices cost
 * 0.44, those of bits in exp 0.21, so that 45 % of the speed with vectors is what can be had.
 * Softmax takes 0.76 ns an element in L1 and 1.1 in memory; one array for all strips saves 2 % of
 * that.
 *
 * <p>Why methods alone ({@code Outline}, 2026-11-21): a loop inlined among others runs at half its
 * speed or worse (layer norm's row: 0.82 ns an element inlined, 0.57 apart), and HotSpot inlines
 * small static methods whatever we do, but for one rule of all its versions: never a method whose
 * signature mentions a class that is not loaded. So such methods take, as null, a type that the
 * runtime leaves out when it loads the kernel ({@code JavaRenderer.ABSENT}); were it there,
 * everything would still be right, but slower. Short strips are not worth the calls, and their
 * methods would wait longer for the compiler.
 *
 * <p>Why sums are joined in arrays ({@code StripFold}, 2026-11-21): eight variables in turn take
 * 0.13 ns an element, an array whose quarters are joined 0.07.
 */
package dev.quern.compiler.render.java;
