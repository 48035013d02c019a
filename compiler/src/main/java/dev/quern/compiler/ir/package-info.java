/**
 * The one representation of programs: interned nodes of typed, shaped operations.
 *
 * <p><b>In:</b> nothing. <b>Out:</b> {@link dev.quern.compiler.ir.Node}, used for the tensor graph
 * and for kernels alike. <b>Start at</b> {@link dev.quern.compiler.ir.Op}.
 *
 * <p>A <i>tensor graph</i> holds leaves, movement, elementwise and structured ops; every node
 * stands for a tensor of its shape, and the sources of an elementwise op have its shape.
 *
 * <p>A <i>kernel in index form</i> is a list of STOREs whose values are scalar expressions (shape
 * {@code []}) over RANGEs: movement is gone, a BUFFER is read by LOAD at a flat int32 index, and
 * {@code REDUCE(value, range...)} closes over its ranges.
 *
 * <p>A <i>nest</i> has explicit loops and statements; the expressions are those of the index form,
 * with ACC in place of REDUCE:
 *
 * <pre>
 * KERNEL(PHASE...)                    phases run one after the other
 *   PHASE(SEGMENT or CONTRACTION...)  these are independent; chunks are numbered through them
 *     SEGMENT(range..., statement...) the grid ranges, flattened row-major, are the rows that chunks
 *                                     share out; the statements are what one row does
 *       LOOP(range, statement...)     a loop; range runs from 0 to its extent, an int32 expression
 *       ACC(initial)                  as a statement: declares and initialises the accumulator
 *       UPDATE(acc, value)            acc = kind(acc, value)
 *       STORE(buffer, index, value[, gate])
 * </pre>
 *
 * An ACC is read as an expression after the loops that update it. LOCAL is an array of the
 * executing thread's own. An expression is evaluated at the outermost place where all RANGEs, ACCs
 * and stored values that it depends on are known; a LOAD sees the stores that precede it in
 * statement order.
 *
 * <p>Java's {@code CONTRACTION} stands in a phase of its own, and each (batch, mb, nb) is a chunk:
 *
 * <pre>
 * CONTRACTION{shape}(batch, mb, nb, kb, scratch, packedA, packedB[, starts], pack..., store...)
 *   batch, mb, nb, kb   RANGEs over batches and blocks: extents batch, ceil(m/mc), ceil(n/nc), ceil(k/kc)
 *   scratch             LOCAL[mc * nc], rows nc apart, for the sums of products
 *   packedA             LOCAL[ceil(mc/p)][kc][p], or BUFFER[batch][ceil(m/p)][k][p] written by an
 *                       earlier phase, p the shape's panel; with terms together [p][kc] and [p][k];
 *                       of batches that share A, the BUFFER has one
 *   packedB             LOCAL[ceil(nc/nr)][kc][nr], or BUFFER[batch][ceil(n/nr)][k][nr]; where the shape
 *                       says in place, a LOCAL in which nc columns of a block's term are from starts[term] on
 *   starts              LOCAL of int32[kc], only in place
 *   pack...             one statement for each LOCAL of these, that fills it for the block's rows or columns
 *                       and terms kb*kc..; run for each kb, followed by the micro-kernel on every tile
 *   store...            statements run after the last kb; they read scratch
 * </pre>
 *
 * On OpenCL operands and products are whole: {@code CONTRACTION{shape}(packedA, packedB, products)}
 * over BUFFERs {@code [batch][ceil(m/mr)][k][mr]}, {@code [batch][ceil(n/nr)][k][nr]} and {@code
 * [batch][ceil(m/mr)*mr][ceil(n/nr)*nr]}, in a phase of its own between the packing and storing
 * ones.
 *
 * <h2>The textual form</h2>
 *
 * {@link dev.quern.compiler.ir.TextualForm} prints and {@link dev.quern.compiler.ir.Parser} parses
 * one form for graphs and nests. A text is lines; a line belongs to the line above it that is less
 * indented. {@code //} starts a comment.
 *
 * <pre>
 * line        declaration | definition | statement | 'return' atom {',' atom}
 * declaration 'size' variable                         before shapes that name it
 *           | 'buffer' #n type | 'local' ln type
 *           | 'var' dtype '{' variable ['=' literal] '}'      is called $name
 *           | 'range' in '&lt;' expression             of the index form: no statement binds it
 * definition  %n '=' expression
 *           | %n '=' op type ['{' arg '}'] {atom}     any node; the only form in a tensor graph
 * type        dtype '[' size, ... ']'                 size: 64, t, 2*t+1
 * variable    name [min '..' max]
 * arg         as {@link dev.quern.compiler.ir.Arg}'s record for the op prints it
 *
 * statement   ('kernel' | 'phase') ["name"] ':' block
 *           | 'segment' ["name"] [ranges] ':' block
 *           | 'loop' range ':' block
 *           | 'contraction' '{' arg '}' 'over' ranges 'with' arrays ':' block    packA, then store
 *           | 'contraction' '{' arg '}' 'with' arrays
 *           | 'acc' op an '=' expression              declares accumulator n
 *           | an op '=' expression                    UPDATE
 *           | array '[' index ']' '=' expression      STORE
 * range       in '&lt;' expression                       the RANGE with Id n
 * array       #n | ln
 * index       expression ['if' expression]            with its gate
 *
 * expression  atom | '(' expression ')' | array '[' index ']'
 *           | expression operator expression          operators bind as in Java
 *           | op '(' expression, ... ')'
 *           | dtype '(' expression ')'                CAST
 *           | 'bitcast' '{' dtype '}' '(' expression ')'
 *           | 'reduce' '{' op dtype '}' '(' expression, in, ... ')'
 * atom        %n | in | an | #n | ln | $name
 *           | 3 (i32) | 3L (i64) | 3.0, inf, nan (f32) | 3.0d, infd, nand (f64) | true, false
 * </pre>
 *
 * A name holds until its block ends. {@code %n} stands for an expression and says nothing about
 * when it is evaluated: it is printed in the outermost block that uses it more than once and knows
 * its ranges. A whole {@code Nest} has a header too: {@code dev.quern.compiler.lower.NestText}.
 *
 * <p>Why (2026-11-20) nests print expressions where they are used, and graphs one node a line: a
 * graph is read by following sources, a nest as the program it will become. Both accept the
 * one-line form, so that whatever a broken pass makes can still be printed.
 *
 * <p>Why (2026-11-20) storages have no text: what a graph computes does not depend on them, so
 * goldens and cached plans don't either. They print as Slots in order of first visit.
 */
package dev.quern.compiler.ir;
