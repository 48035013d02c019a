/**
 * Programs that are started anew for every measurement: each prints {@value
 * dev.quern.benchmarks.startup.Ready#MARK} when a user would see the first result. Who starts them,
 * the report, takes the time from the start of the process to that line.
 */
package dev.quern.benchmarks.startup;
