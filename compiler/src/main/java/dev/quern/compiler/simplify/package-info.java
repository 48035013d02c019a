/**
 * Makes programs smaller without changing what they compute.
 *
 * <p><b>In:</b> tensor graphs ({@link dev.quern.compiler.simplify.Simplify#graph}), scalar index
 * expressions and guards ({@link dev.quern.compiler.simplify.IndexAlgebra#simplify}), transcendental ops
 * ({@link dev.quern.compiler.simplify.Transcendentals#expand}), RANDOM
 * ({@link dev.quern.compiler.simplify.RandomBits#expand}). <b>Out:</b> the same in fewer or simpler
 * nodes. <b>Start at</b> {@link dev.quern.compiler.simplify.Algebra}, the rules.
 *
 * <p>Why index algebra is no rule table (2026-11-20): sums are the subject there, and a sum of six
 * terms has too many spellings to match by pattern. Expressions are read as affine forms over atoms
 * instead, and proofs are bounds of such forms. One canonical spelling comes for free, and with it
 * common subexpressions.
 *
 * <p>Why quotient and remainder are split by one method (2026-11-20): {@code x / c * c + x % c -> x} is
 * found only if both name the same dividend, however it was written.
 */
package dev.quern.compiler.simplify;
