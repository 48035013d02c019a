/**
 * Turns one scheduled kernel into a loop nest.
 *
 * <p><b>In:</b> a kernel of the schedule: which tensor nodes it evaluates at which indices, and what it
 * stores. <b>Out:</b> {@link dev.quern.compiler.lower.Nest}. <b>Start at</b> {@code Lowering}.
 */
package dev.quern.compiler.lower;
