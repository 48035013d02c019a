package dev.quern.benchmarks.workload;

import java.util.List;

/**
 * One line of the report.
 *
 * @param definition what is computed
 * @param tolerance by which results may differ, as a share of the largest value
 * @param tinygrad what PEERS.md says of tinygrad, empty if nothing
 * @param goals what counts as good
 */
public record Workload(
    String name,
    String definition,
    Work work,
    double tolerance,
    String tinygrad,
    List<Goal> goals,
    List<Contender> contenders) {
  public Workload {
    goals = List.copyOf(goals);
    contenders = List.copyOf(contenders);
  }
}
