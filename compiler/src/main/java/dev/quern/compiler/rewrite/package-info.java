/**
 * Rules that replace parts of a graph, and the engine that applies them.
 *
 * <p><b>In:</b> a list of {@link dev.quern.compiler.rewrite.Rule}s and a graph. <b>Out:</b> the
 * graph to which no rule applies any more. <b>Start at</b> {@link
 * dev.quern.compiler.rewrite.Patterns}, the words that rules are written in.
 *
 * <p>Why both sides are data (2026-11-20): a rule that is a value prints itself, is found by the op
 * at its root, and can be tested without knowing what it is about: the test fills the pattern with
 * random values and evaluates both sides. What needs arithmetic on shapes computes its right side,
 * and is tested the same way.
 *
 * <p>Why operands are tried in every order at construction (2026-11-20): a commutative pattern
 * becomes two plain ones, so that matching never goes back.
 */
package dev.quern.compiler.rewrite;
