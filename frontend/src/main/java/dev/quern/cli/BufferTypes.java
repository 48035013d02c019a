package dev.quern.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of a kernel's buffers turned into a few words: equal ones are counted. */
final class BufferTypes {
  private static final int MOST = 6; // different types on each side of the arrow

  private BufferTypes() {}

  /** Such as {@code f32[98304] f32[128]x8 -> f32[98304]}. */
  static String of(List<String> read, List<String> written) {
    return side(read) + " -> " + side(written);
  }

  private static String side(List<String> types) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    types.forEach(type -> counts.merge(type, 1, Integer::sum));
    List<String> words = new ArrayList<>();
    int told = 0;
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      if (words.size() == MOST) {
        words.add("and " + (types.size() - told) + " more");
        break;
      }
      words.add(each.getKey() + (each.getValue() == 1 ? "" : "x" + each.getValue()));
      told += each.getValue();
    }
    return String.join(" ", words);
  }
}
