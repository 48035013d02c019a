package dev.quern.runtime;

import dev.quern.compiler.ir.Node;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A map from nodes, by identity and held weakly, to the leaves that hold their values. Reading
 * takes no lock: it happens for every node of every evaluated graph.
 */
final class WeakNodes {
  private static final class Entry extends WeakReference<Node> {
    final int hash;
    final Node leaf;
    final Entry next;

    Entry(Node node, int hash, Node leaf, Entry next, ReferenceQueue<Node> queue) {
      super(node, queue);
      this.hash = hash;
      this.leaf = leaf;
      this.next = next;
    }
  }

  private final ReferenceQueue<Node> dead = new ReferenceQueue<>();
  private volatile AtomicReferenceArray<Entry> buckets = new AtomicReferenceArray<>(1024);
  private int size;

  /** The leaf recorded for a node, or null. */
  Node get(Node node) {
    AtomicReferenceArray<Entry> table = buckets;
    int hash = node.hashCode();
    for (Entry e = table.get(hash & (table.length() - 1)); e != null; e = e.next) {
      if (e.hash == hash && e.refersTo(node)) {
        return e.leaf;
      }
    }
    return null;
  }

  /** Records a leaf in place of an earlier one. */
  synchronized void put(Node node, Node leaf) {
    expunge();
    int hash = node.hashCode();
    int bucket = hash & (buckets.length() - 1);
    Entry rest = without(buckets.get(bucket), node, null);
    buckets.set(bucket, new Entry(node, hash, leaf, rest, dead));
    if (++size > buckets.length()) {
      grow();
    }
  }

  /** Entries, some of whose nodes may be dead. */
  synchronized int size() {
    expunge();
    return size;
  }

  private void expunge() {
    for (Object gone = dead.poll(); gone != null; gone = dead.poll()) {
      Entry entry = (Entry) gone;
      int bucket = entry.hash & (buckets.length() - 1);
      buckets.set(bucket, without(buckets.get(bucket), null, entry));
    }
  }

  /** The chain without the entry of a node, or without one entry; chains never change in place. */
  private Entry without(Entry chain, Node node, Entry removed) {
    Entry kept = null;
    for (Entry e = chain; e != null; e = e.next) {
      if (e == removed || node != null && e.refersTo(node)) {
        size--;
      } else {
        kept = copy(e, kept);
      }
    }
    return kept;
  }

  private Entry copy(Entry e, Entry next) {
    Node node = e.get();
    if (node == null) {
      size--; // its own reference may never be polled again: the copy replaces it
      return next;
    }
    return new Entry(node, e.hash, e.leaf, next, dead);
  }

  private void grow() {
    AtomicReferenceArray<Entry> old = buckets;
    AtomicReferenceArray<Entry> larger = new AtomicReferenceArray<>(old.length() * 2);
    for (int i = 0; i < old.length(); i++) {
      for (Entry e = old.get(i); e != null; e = e.next) {
        int bucket = e.hash & (larger.length() - 1);
        larger.set(bucket, copy(e, larger.get(bucket)));
      }
    }
    buckets = larger;
  }
}
