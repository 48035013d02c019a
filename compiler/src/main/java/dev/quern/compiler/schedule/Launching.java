package dev.quern.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Puts kernels in an order in which each runs after those that it reads from. */
final class Launching {
  private Launching() {}

  /**
   * Of the kernels that can run next, the one opened last: the walk opened them from the outputs.
   */
  static List<Cluster> order(List<Cluster> clusters) {
    Map<Cluster, Integer> waiting = new LinkedHashMap<>();
    clusters.forEach(cluster -> waiting.put(cluster, 0));
    clusters.forEach(c -> c.readers().forEach(reader -> waiting.merge(reader, 1, Integer::sum)));
    PriorityQueue<Cluster> ready =
        new PriorityQueue<>(Comparator.comparingInt(cluster -> -cluster.number()));
    waiting.forEach(
        (cluster, count) -> {
          if (count == 0) {
            ready.add(cluster);
          }
        });
    List<Cluster> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      Cluster next = ready.poll();
      order.add(next);
      for (Cluster reader : next.readers()) {
        if (waiting.merge(reader, -1, Integer::sum) == 0) {
          ready.add(reader);
        }
      }
    }
    if (order.size() != clusters.size()) {
      throw new AssertionError("schedule: kernels wait for each other");
    }
    return order;
  }
}
