package dev.quern.compiler.ir;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * The table that makes equal nodes identical. It holds them weakly: a node that no program reaches
 * any more goes away, and with it its entry.
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
    int hash = candidate.structuralHash();
    hash ^= hash >>> 16;
    return TABLES[hash & (STRIPES - 1)].intern(candidate, hash >>> 4);
  }

  private static final class Entry extends WeakReference<Node> {
    final int hash;
    Entry next;

    Entry(Node node, int hash, Entry next, ReferenceQueue<Node> queue) {
      super(node, queue);
      this.hash = hash;
      this.next = next;
    }
  }

  /** A chained hash table under its own lock. */
  private static final class Table {
    private final ReferenceQueue<Node> dead = new ReferenceQueue<>();
    private Entry[] buckets = new Entry[256];
    private int size;

    synchronized Node intern(Node candidate, int hash) {
      expunge();
      int bucket = hash & (buckets.length - 1);
      for (Entry entry = buckets[bucket]; entry != null; entry = entry.next) {
        if (entry.hash == hash) {
          Node node = entry.get();
          if (node != null && node.same(candidate)) {
            return node;
          }
        }
      }
      buckets[bucket] = new Entry(candidate, hash, buckets[bucket], dead);
      if (++size > buckets.length) {
        grow();
      }
      return candidate;
    }

    private void expunge() {
      for (Object gone = dead.poll(); gone != null; gone = dead.poll()) {
        remove((Entry) gone);
      }
    }

    private void remove(Entry gone) {
      int bucket = gone.hash & (buckets.length - 1);
      Entry before = null;
      for (Entry entry = buckets[bucket]; entry != null; entry = entry.next) {
        if (entry == gone) {
          if (before == null) {
            buckets[bucket] = entry.next;
          } else {
            before.next = entry.next;
          }
          size--;
          return;
        }
        before = entry;
      }
    }

    private void grow() {
      Entry[] old = buckets;
      buckets = new Entry[old.length * 2];
      for (Entry head : old) {
        while (head != null) {
          Entry next = head.next;
          int bucket = head.hash & (buckets.length - 1);
          head.next = buckets[bucket];
          buckets[bucket] = head;
          head = next;
        }
      }
    }
  }
}
