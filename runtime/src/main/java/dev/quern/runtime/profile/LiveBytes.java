package dev.quern.runtime.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bytes of storage that devices held, over time. A long run has more moments than are kept: of
 * two old neighbours the one with more bytes stays, so that no peak is lost.
 */
final class LiveBytes {
  private static final int MOST = 4096; // moments of a device

  /** What a device held from a moment on; times are those of {@link System#nanoTime}. */
  record Moment(long time, long bytes) {}

  private final Map<String, List<Moment>> devices = new LinkedHashMap<>();
  private long peak;

  synchronized void add(long time, String device, long bytes) {
    peak = Math.max(peak, bytes);
    List<Moment> moments = devices.computeIfAbsent(device, d -> new ArrayList<>());
    if (!moments.isEmpty() && moments.get(moments.size() - 1).bytes() == bytes) {
      return;
    }
    if (moments.size() == MOST) {
      List<Moment> fewer = thinned(moments);
      moments.clear();
      moments.addAll(fewer);
    }
    moments.add(new Moment(time, bytes));
  }

  private static List<Moment> thinned(List<Moment> moments) {
    List<Moment> fewer = new ArrayList<>();
    for (int i = 0; i < moments.size(); i += 2) {
      Moment first = moments.get(i);
      Moment second = moments.get(i + 1); // their number is even
      fewer.add(first.bytes() >= second.bytes() ? first : second);
    }
    return fewer;
  }

  /** By device, in the order of time. */
  synchronized Map<String, List<Moment>> moments() {
    Map<String, List<Moment>> copy = new LinkedHashMap<>();
    devices.forEach((device, moments) -> copy.put(device, List.copyOf(moments)));
    return copy;
  }

  /** The most that one device held. */
  synchronized long peak() {
    return peak;
  }
}
