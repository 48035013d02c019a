/**
 * Prints a nest whose loops have been through the passes, and decides only where each expression is
 * evaluated and which have names.
 *
 * <p><b>In:</b> {@link dev.quern.compiler.lower.Nest} and {@link dev.quern.compiler.target.Target}.
 * <b>Out:</b> {@link dev.quern.compiler.render.Rendered}, a pure function of the two. <b>Start
 * at</b> {@code JavaRenderer} in {@code render.java} or the renderer in {@code render.opencl}; what
 * they share is here: {@link dev.quern.compiler.render.Placement} says where each expression is
 * evaluated.
 *
 * <p>Why (2026-11-20): the nest holds expressions, not statements of evaluation, so that lowering
 * and simplification never think about order. Placement decides order and temporaries once, for all
 * languages; a renderer only spells.
 */
package dev.quern.compiler.render;
