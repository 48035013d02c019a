/**
 * Two interpreters that tell right from wrong, of the tensor graph as it was built and of a lowered
 * nest, and the device that runs the first.
 *
 * <p><b>In:</b> a graph of {@link dev.quern.compiler.ir.Node}s with the contents of its buffers, or
 * a {@link dev.quern.compiler.lower.Nest} with its arguments. <b>Out:</b> values; for graphs also a
 * bound beside each, which is the tolerance of comparisons. <b>Start at</b> {@link
 * dev.quern.runtime.reference.ReferenceInterpreter}; {@link
 * dev.quern.runtime.reference.ReferenceEngine} makes it the device {@code reference}.
 *
 * <p>Where a device's answer is outside the bound, {@link
 * dev.quern.runtime.reference.NestInterpreter} says whether the fault arose before or after
 * lowering.
 *
 * <p>Why (2026-11-20) every value is rounded to its node's dtype, but sums add up in double: so an
 * exact program has exact values, and the reference's own error stays below any device's. A program
 * over small integers has bounds of 0 and is compared bit for bit, without being told so.
 *
 * <p>Why (2026-11-20) comparisons carry bounds too: where a float is within its bound of a
 * threshold, a device may rightly take the other branch, and WHERE's bound is then the distance
 * between the branches.
 */
package dev.quern.runtime.reference;
