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
  static List<FusionGroup> order(List<FusionGroup> groups) {
    Map<FusionGroup, Integer> waiting = new LinkedHashMap<>();
    groups.forEach(group -> waiting.put(group, 0));
    groups.forEach(
        c -> c.consumers().forEach(consumer -> waiting.merge(consumer, 1, Integer::sum)));
    PriorityQueue<FusionGroup> ready =
        new PriorityQueue<>(Comparator.comparingInt(group -> -group.number()));
    waiting.forEach(
        (group, count) -> {
          if (count == 0) {
            ready.add(group);
          }
        });
    List<FusionGroup> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      FusionGroup next = ready.poll();
      order.add(next);
      for (FusionGroup consumer : next.consumers()) {
        if (waiting.merge(consumer, -1, Integer::sum) == 0) {
          ready.add(consumer);
        }
      }
    }
    if (order.size() != groups.size()) {
      throw new AssertionError("schedule: kernels wait for each other");
    }
    return order;
  }
}
