/**
 * Makes programs smaller without changing what they compute.
 *
 * <p><b>In:</b> tensor graphs ({@link dev.quern.compiler.simplify.ComputeTypes#graph}, {@link
 * dev.quern.compiler.simplify.Simplify#graph}), scalar index expressions and guards ({@link
 * dev.quern.compiler.simplify.IndexAlgebra#simplify}), transcendental ops ({@link
 * dev.quern.compiler.simplify.Transcendentals#expand}), RANDOM ({@link
 * dev.quern.compiler.simplify.RandomBits#expand}). <b>Out:</b> the same in fewer or simpler nodes.
 * <b>Start at</b> {@link dev.quern.compiler.simplify.Algebra}, the rules.
 *
 * <p>Why index algebra is no rule table (2026-11-20): sums are the subject there, and a sum of six
 * terms has too many spellings to match by pattern. Expressions are read as affine forms over atoms
 * instead, and proofs are bounds of such forms. One canonical spelling comes for free, and with it
 * common subexpressions.
 *
 * <p>Why quotient and remainder are split by one method (2026-11-20): {@code x / c * c + x % c ->
 * x} is found only if both name the same dividend, however it was written.
 *
 * <p>Why rules keep every bit (2026-11-20): a number may be a constant in one plan and a launch
 * argument in the next, and both must give the same. So nothing is folded by a library's function,
 * and {@code x + 0} stays on floats. Four rules about sums may change the sign of a zero, and say
 * so.
 *
 * <p>Why float32 turns angles in float64 (2026-11-20): four classes of magnitude and a product of
 * two words serve all of float32 in thirty operations, where integers need sixty. Devices without
 * float64 take those.
 *
 * <p>Why compute types are casts in the graph (2026-12-01): casts beside loads and stores are
 * vectorized, simplified and rendered as any other, and what lies between kernels is as exact as
 * what lies inside one, so that fusion changes no bits of a narrow type; the price is that a stored
 * intermediate takes the bytes of its compute type.
 *
 * <p>Why special values by sums (2026-11-21): a loop of exp and log is bound by the length of its
 * chain of dependent operations, and a choice at its end lengthens it. Where a term that is 0, an
 * infinity or NaN can be added early, it costs nothing that the chain waits for. Limits stay on
 * floats, not on their bits, because plain loops take a limit of floats in vectors.
 */
package dev.quern.compiler.simplify;
