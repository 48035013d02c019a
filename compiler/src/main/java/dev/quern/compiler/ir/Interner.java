package dev.quern.compiler.ir;

import java.lang.ref.WeakReference;

/**
 * The table that makes equal nodes identical. It holds them weakly: a node that no program reaches
 * any more goes away, and its entry at the next sweep, which a full table does before it grows.
 */
final class Interner {
  private static final int STRIPES = 16;
  private static final Table[] TABLES = new Table[STRIPES];

  static {
    for (int i = 0; i < STRIPES; i++) {
      TABLES[i] = new Table();
    }
  }

  private Interner() {}

  static Node intern(Node candidate) {
    int hash = candidate.hashCode();
    return TABLES[hash & (STRIPES - 1)].intern(candidate, hash >>> 4);
  }

  /**
   * An open hash table under its own lock. Hashes stand beside the references, so that probing
   * reads one line of memory and follows a reference only to what is probably equal.
   */
  private static final class Table {
    private static final int LEAST = 256;

    private int[] hashes = new int[LEAST]; // 0 where there is none
    private WeakReference<Node>[] entries = entries(LEAST);
    private int size;

    @SuppressWarnings("unchecked")
    private static WeakReference<Node>[] entries(int length) {
      return (WeakReference<Node>[]) new WeakReference<?>[length];
    }

    synchronized Node intern(Node candidate, int hash) {
      int key = hash == 0 ? 1 : hash;
      int mask = hashes.length - 1;
      int at = key & mask;
      for (; hashes[at] != 0; at = at + 1 & mask) {
        if (hashes[at] == key) {
          Node node = entries[at].get();
          if (node != null && node.same(candidate)) {
            return node;
          }
        }
      }
      hashes[at] = key;
      entries[at] = new WeakReference<>(candidate);
      if (++size > hashes.length / 2) {
        sweep();
      }
      return candidate;
    }

    /** Drops the entries of nodes that are gone, and leaves room for as many again as there are. */
    private void sweep() {
      int[] oldHashes = hashes;
      WeakReference<Node>[] oldEntries = entries;
      int live = 0;
      for (int i = 0; i < oldHashes.length; i++) {
        if (oldHashes[i] != 0 && oldEntries[i].refersTo(null)) {
          oldHashes[i] = 0;
        }
        live += oldHashes[i] != 0 ? 1 : 0;
      }
      int length = Math.max(LEAST, Integer.highestOneBit(Math.max(1, live)) * 8);
      hashes = new int[length];
      entries = entries(length);
      size = live;
      for (int i = 0; i < oldHashes.length; i++) {
        if (oldHashes[i] != 0) {
          put(oldHashes[i], oldEntries[i]);
        }
      }
    }

    private void put(int key, WeakReference<Node> entry) {
      int mask = hashes.length - 1;
      int at = key & mask;
      while (hashes[at] != 0) {
        at = at + 1 & mask;
      }
      hashes[at] = key;
      entries[at] = entry;
    }
  }
}
