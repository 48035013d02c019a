package dev.quern.runtime.replay;

/**
 * Where an answer first goes wrong.
 *
 * @param culprit the rule or pass at fault, the same for smaller graphs
 * @param difference what differs
 */
record Symptom(String culprit, String difference) {}
