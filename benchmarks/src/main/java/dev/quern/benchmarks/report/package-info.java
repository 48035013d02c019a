/**
 * Turns the catalogue of workloads into a report: each workload is a contest in a JVM of its own,
 * where Quern, PyTorch and the machine's ceiling take turns, and comes out as a line of Markdown.
 * Start at {@link dev.quern.benchmarks.report.Report}.
 *
 * <p>Why the report does not use JMH's loop (2026-11-20): JMH times one benchmark after the other,
 * minutes apart, in forks of their own. On a machine of two cores that others use too, the ratio of
 * two such times moves by tens of per cent. Here contenders alternate every fraction of a second,
 * so what disturbs one disturbs all, and the median over rounds is of ratios made side by side. JMH
 * stays for looking at one contender closely.
 *
 * <p>Why each turn begins with a pause and an untimed call (2026-11-20): PyTorch's OpenMP threads
 * and Quern's own spin for a moment after their last work; without the pause they would take a core
 * from whoever comes next, whose caches the untimed call warms.
 *
 * <p>Why there is no garbage collection between turns (2026-11-20): Quern's garbage is part of its
 * price.
 */
package dev.quern.benchmarks.report;
