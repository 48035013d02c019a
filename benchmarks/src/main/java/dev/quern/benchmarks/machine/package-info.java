/**
 * What this machine can do at most: hand-written loops over arrays, run by all cores, whose speed
 * is the ceiling that kernels are held against. Start at {@link
 * dev.quern.benchmarks.machine.Ceiling}.
 *
 * <p>Why the ceilings take part in the rotation of every contest (2026-11-20): a shared machine's
 * bandwidth changes by the minute, so a share of a ceiling that was measured at another time means
 * nothing. Why they run at the workload's own size: arrays that fit the last cache move faster than
 * DRAM, and a share above one would hide what is still to be had.
 */
package dev.quern.benchmarks.machine;
