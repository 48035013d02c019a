package dev.quern.compiler.ir;

import java.lang.ref.WeakReference;

/**
 * The tables that make equal nodes identical.
 *
 * <p>Nodes are found through their youngest source, which keeps a small table of its users: equal
 * nodes have the same sources, and of a program that builds its graph anew at every step the
 * youngest is of that step. So a lookup reads memory that was used a moment ago, however many nodes
 * of earlier steps still wait for the garbage collector, and a table goes with its node. Nodes
 * without sources stand in tables of the process. Users are held weakly.
 */
final class Interner {
  private static final int STRIPES = 16;
  private static final int LEAST_OF_ALL = 256;
  private static final int LEAST_OF_ONE = 4;
  private static final Table[] ROOTS = new Table[STRIPES];

  static {
    for (int i = 0; i < STRIPES; i++) {
      ROOTS[i] = new Table(LEAST_OF_ALL);
    }
  }

  private Interner() {}

  /** A table of the nodes that have one node as their youngest source. */
  static Table users() {
    return new Table(LEAST_OF_ONE);
  }

  static Node intern(Node candidate) {
    int hash = candidate.hashCode();
    return candidate.arity() == 0
        ? ROOTS[hash & STRIPES - 1].intern(candidate, hash >>> 4)
        : candidate.youngestSource().users().intern(candidate, hash);
  }

  /**
   * An open hash table under its own lock. Hashes stand beside the references, so that probing
   * reads one line of memory and follows a reference only to what is probably equal. A full table
   * drops the entries of nodes that are gone before it grows.
   */
  static final class Table {
    private final int least;
    private int[] hashes; // 0 where there is none
    private WeakReference<Node>[] entries;
    private int size;

    private Table(int least) {
      this.least = least;
      this.hashes = new int[least];
      this.entries = entries(least);
    }

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
      int length = Math.max(least, Integer.highestOneBit(Math.max(1, live)) * 8);
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
