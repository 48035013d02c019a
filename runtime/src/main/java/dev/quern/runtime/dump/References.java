package dev.quern.runtime.dump;

import dev.quern.io.JsonObject;
import java.util.List;

/**
 * Checks that what the lines of a plan refer to by number is there; if it isn't, a {@link
 * dev.quern.io.BadFileException} says in which line and column.
 */
public final class References {
  private final int buffers;
  private final int kernels;
  private final int launches;
  private final int nodes;

  /** What there is, by the lines of an index. */
  References(JsonObject title, List<JsonObject> lines) {
    this.buffers = count(lines, "buffer");
    this.kernels = count(lines, "kernel");
    this.launches = count(lines, "launch");
    this.nodes = title.has("simplified") ? title.number32("simplified") : 0;
    for (String counted : List.of("kernels", "launches")) {
      int there = counted.equals("kernels") ? kernels : launches;
      if (there > 0 && title.number32(counted) != there) {
        throw title.bad(
            counted, "is " + title.number32(counted) + ", but there are lines of " + there);
      }
    }
  }

  private static int count(List<JsonObject> lines, String kind) {
    return (int) lines.stream().filter(line -> line.text("kind").equals(kind)).count();
  }

  /** A line of kind buffer, the {@code place}th from 0. */
  void buffer(JsonObject line, int place) {
    one(line, "buffer", place, place);
    known(line, "node", 0, nodes - 1);
    known(line, "donor", 0, buffers - 1);
    known(line, "first", 1, launches);
    known(line, "last", 1, launches);
  }

  /** A line of kind kernel, the {@code place}th from 0. */
  void kernel(JsonObject line, int place) {
    one(line, "kernel", place + 1, place + 1);
    all(line, "launches", 1, launches);
  }

  /** A line of kind launch, the {@code place}th from 0. */
  void launch(JsonObject line, int place) {
    one(line, "launch", place + 1, place + 1);
    one(line, "kernel", 1, kernels);
    all(line, "buffers", 0, buffers - 1);
    all(line, "graph", -1, nodes - 1); // what the simplified graph has no node for is -1
    all(line, "stores", -1, nodes - 1);
    all(line, "readers", 1, launches);
  }

  /** A line of kind node; its sources come before it. */
  void node(JsonObject line) {
    boolean given = line.text("graph").equals("given");
    one(line, "node", 0, given ? Integer.MAX_VALUE : nodes - 1);
    all(line, "sources", 0, line.number32("node") - 1);
    if (line.has("launches")) {
      all(line, "launches", 1, launches);
    }
  }

  /** A line of kind reason. */
  void reason(JsonObject line) {
    one(line, "node", -1, nodes - 1);
    known(line, "launch", 1, launches);
    known(line, "kernel", 1, kernels);
    known(line, "otherLaunch", 1, launches);
    known(line, "otherKernel", 1, kernels);
  }

  /** A line of kind time or found. */
  void time(JsonObject line) {
    known(line, "launch", 1, launches);
    known(line, "kernel", 1, kernels);
  }

  private static void known(JsonObject line, String member, int least, int most) {
    if (line.has(member)) {
      one(line, member, least, most);
    }
  }

  private static void one(JsonObject line, String member, int least, int most) {
    int value = line.number32(member);
    if (value < least || value > most) {
      throw line.bad(member, "is " + value + ", " + there(least, most));
    }
  }

  private static void all(JsonObject line, String member, int least, int most) {
    List<Integer> values = line.numbers(member);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) < least || values.get(i) > most) {
        throw line.bad(member, i, "holds " + values.get(i) + ", " + there(least, most));
      }
    }
  }

  private static String there(int least, int most) {
    return most < least
        ? "there are none"
        : least == most ? "needs " + least : "there are " + least + " to " + most;
  }
}
