/**
 * JMH's view of the same things that the report measures, one at a time: for profilers, and for
 * looking at one contender closely. Ratios come from the report.
 */
package dev.quern.benchmarks.jmh;
