package dev.quern.runtime.plan;

import dev.quern.runtime.request.KeyHash;
import dev.quern.runtime.request.PlanKey;
import dev.quern.runtime.request.Signature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Plans by key, the most recently used ones, and what decides which of the user's numbers are part
 * of a key.
 *
 * <p>Graphs that differ in such numbers only are a family. The first is compiled with its numbers
 * as constants; when another comes, the numbers that differ become variables for the whole family.
 */
final class PlanCache {
  /** What is remembered of graphs that differ in numbers only. */
  private static final class Family {
    final long[] first;
    final boolean[] varying;

    Family(long[] first) {
      this.first = first;
      this.varying = new boolean[first.length];
    }
  }

  /** A plan that is there or being compiled; its monitor is held while it is. */
  private static final class Entry {
    Plan plan;
  }

  private final int capacity;
  private final Map<PlanKey, Entry> plans;
  private final Map<PlanKey, Family> families;

  PlanCache(int capacity) {
    this.capacity = capacity;
    this.plans = bounded();
    this.families = bounded();
  }

  private <V> Map<PlanKey, V> bounded() {
    return new LinkedHashMap<>(64, 0.75f, true) {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<PlanKey, V> eldest) {
        return size() > capacity;
      }
    };
  }

  /** A plan, and whether it was there. */
  record Found(Plan plan, boolean hit) {}

  /**
   * The plan of a graph.
   *
   * @param signature of the graph; its hash is the key without the numbers
   * @param compile makes the plan, given which literal positions are variables
   */
  Found plan(Signature signature, Function<boolean[], Plan> compile) {
    PlanKey loose = signature.hash().key();
    long[] numbers = numbers(signature);
    Entry entry;
    boolean[] varying;
    PlanKey key;
    synchronized (this) {
      Family family = families.computeIfAbsent(loose, k -> new Family(numbers));
      key = key(loose, numbers, family.varying);
      entry = plans.get(key);
      if (entry == null && widen(family, numbers)) {
        key = key(loose, numbers, family.varying);
        entry = plans.get(key);
      }
      varying = family.varying.clone();
      if (entry == null) {
        entry = new Entry();
        plans.put(key, entry);
      }
    }
    return found(key, entry, varying, compile);
  }

  private Found found(
      PlanKey key, Entry entry, boolean[] varying, Function<boolean[], Plan> compile) {
    synchronized (entry) {
      boolean hit = entry.plan != null;
      if (!hit) {
        try {
          entry.plan = compile.apply(varying);
        } finally {
          if (entry.plan == null) {
            forget(key, entry);
          }
        }
      }
      return new Found(entry.plan, hit);
    }
  }

  private synchronized void forget(PlanKey key, Entry entry) {
    plans.remove(key, entry);
  }

  /** Marks the numbers that differ from the family's first; true if there are any new ones. */
  private static boolean widen(Family family, long[] numbers) {
    boolean wider = false;
    for (int i = 0; i < numbers.length; i++) {
      if (!family.varying[i] && family.first[i] != numbers[i]) {
        family.varying[i] = true;
        wider = true;
      }
    }
    return wider;
  }

  /** The key of a graph whose numbers are part of it but for the varying ones. */
  static PlanKey key(Signature signature, boolean[] varying) {
    return key(signature.hash().key(), numbers(signature), varying);
  }

  private static long[] numbers(Signature signature) {
    long[] numbers = new long[signature.literals()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = signature.literal(i).bits();
    }
    return numbers;
  }

  private static PlanKey key(PlanKey loose, long[] numbers, boolean[] varying) {
    KeyHash hash = new KeyHash().from(loose);
    for (int i = 0; i < numbers.length; i++) {
      hash.mix(varying[i] ? 1 : 0).mix(varying[i] ? 0 : numbers[i]);
    }
    return hash.key();
  }

  /** Plans held. */
  synchronized int size() {
    return plans.size();
  }
}
