package dev.quern.runtime.dump;

import dev.quern.io.JsonObject;
import java.util.List;

/**
 * A launch of a dump.
 *
 * @param number from 1
 * @param kernel from 1
 * @param buffers of the plan, by the kernel's slot
 * @param graph nodes of the simplified graph, by the line of kernel.graph
 * @param stores the nodes that it stores
 */
public record DumpedLaunch(
    int number,
    int kernel,
    List<Integer> buffers,
    List<Integer> graph,
    List<Integer> stores,
    List<String> modules,
    List<String> sources,
    List<Integer> readers) {
  static DumpedLaunch of(JsonObject line) {
    return new DumpedLaunch(
        line.number32("launch"),
        line.number32("kernel"),
        line.numbers("buffers"),
        line.numbers("graph"),
        line.numbers("stores"),
        line.texts("modules"),
        line.texts("sources"),
        line.numbers("readers"));
  }
}
