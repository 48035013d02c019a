/**
 * Random programs of the tensor API, as a user would write them, on any device against the
 * reference.
 *
 * <p>{@link dev.quern.tests.fuzz.programs.Draft} turns a seed into a {@link
 * dev.quern.tests.fuzz.programs.Program}: statements as data, which print as Java. A {@link
 * dev.quern.tests.fuzz.programs.Run} carries one out; {@link dev.quern.tests.fuzz.programs.Verdict}
 * says what is wrong with it, {@link dev.quern.tests.fuzz.programs.Smaller} makes it short. Start
 * with {@link dev.quern.tests.fuzz.programs.FuzzCommand}, which says what is drawn.
 *
 * <p>Why beside the generator of nodes (Dec 2026): what autograd makes, convolutions, evaluation in
 * parts and values asked for in any order are only there if a program goes through the API; and
 * what was stored before decides what a kernel computes.
 */
package dev.quern.tests.fuzz.programs;
