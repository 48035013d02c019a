package dev.quern.runtime;

import dev.quern.compiler.ir.DType;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A device's memory: hands out blocks, takes them back when the garbage collector finds their {@link
 * Memory} dead, and keeps idle ones for the next request of the same size.
 *
 * <p>At the budget it drops idle blocks, collects garbage, and only then fails, with a table of who
 * holds what.
 */
final class Pool {
  private static final int POLLS = 30;
  private static final int POLLS_A_COLLECTION = 10;

  /** Blocks fit a request only if these are equal: a longer array would hide indices out of range. */
  private record Key(DType dtype, long elements) {
    long bytes() {
      return elements * dtype.bytes();
    }
  }

  /** Tells when a Memory is dead, and what it held. */
  private static final class Holder extends PhantomReference<Memory> {
    final Holding holding;

    Holder(Memory memory, Holding holding, ReferenceQueue<Memory> queue) {
      super(memory, queue);
      this.holding = holding;
    }
  }

  private final String device;
  private final Backend backend;
  private final Counters counters;
  private final long budget;
  private final ReferenceQueue<Memory> dead = new ReferenceQueue<>();
  private final Set<Holder> holders = new HashSet<>(); // order is never used but for the sorted table
  private final Map<Key, ArrayDeque<Idle>> idle = new LinkedHashMap<>(64, 0.75f, true);
  private long liveBytes;
  private long idleBytes;

  Pool(String device, Backend backend, Counters counters) {
    this.device = device;
    this.backend = backend;
    this.counters = counters;
    this.budget = Long.getLong("quern.memoryBudget", backend.budget());
  }

  /** A block with undefined contents. */
  Block take(DType dtype, long elements) {
    return new Block(memory(new Key(dtype, elements)), dtype, elements, this, backend.onHeap());
  }

  private Object memory(Key key) {
    List<OutOfDeviceMemoryException> refusals = new ArrayList<>(); // of the machine itself
    Object memory = attempt(key, false, refusals);
    if (memory == null) {
      memory = attempt(key, true, refusals);
    }
    int polls = key.bytes() <= budget ? POLLS : 0;
    for (int poll = 0; memory == null && poll < polls; poll++) {
      if (poll % POLLS_A_COLLECTION == 0) {
        System.gc();
      }
      pause(); // dead tensors turn up a moment after the collection
      memory = attempt(key, true, refusals);
    }
    if (memory == null) {
      throw exhausted(key, refusals);
    }
    return memory;
  }

  /** Idle or new memory, or null if there is no room. */
  private Object attempt(Key key, boolean dropIdle, List<OutOfDeviceMemoryException> refusals) {
    Object reused = reuse(key);
    if (reused != null || !reserve(key.bytes(), dropIdle)) {
      return reused;
    }
    try {
      Object memory = backend.allocate(key.dtype(), key.elements());
      counters.countAllocation();
      return memory;
    } catch (OutOfDeviceMemoryException full) {
      unreserve(key.bytes());
      refusals.add(full);
      return null;
    } catch (RuntimeException | Error failed) {
      unreserve(key.bytes());
      throw failed;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Object reuse(Key key) {
    drain();
    ArrayDeque<Idle> candidates = idle.get(key);
    while (candidates != null && !candidates.isEmpty()) {
      Object memory = candidates.pop().memory();
      idleBytes -= key.bytes();
      if (memory != null) {
        liveBytes += key.bytes();
        return memory;
      }
    }
    return null;
  }

  private synchronized boolean reserve(long bytes, boolean dropIdle) {
    drain();
    long limit = dropIdle ? 0 : budget - liveBytes - bytes;
    dropIdle(Math.max(0, limit));
    if (liveBytes + bytes > budget) {
      return false;
    }
    liveBytes += bytes;
    return true;
  }

  private synchronized void unreserve(long bytes) {
    liveBytes -= bytes;
  }

  /** Frees idle blocks, longest unused sizes first, until at most this much is idle. */
  private void dropIdle(long limit) {
    Iterator<ArrayDeque<Idle>> sizes = idle.values().iterator();
    while (idleBytes > limit && sizes.hasNext()) {
      ArrayDeque<Idle> blocks = sizes.next();
      while (idleBytes > limit && !blocks.isEmpty()) {
        Idle block = blocks.pollLast();
        idleBytes -= block.bytes();
        Object memory = block.memory();
        if (memory != null) {
          backend.free(memory);
        }
      }
      if (blocks.isEmpty()) {
        sizes.remove();
      }
    }
  }

  /** Takes back a block of a running plan, or one that was replaced. */
  synchronized void give(Block block) {
    keep(new Key(block.dtype, block.elements), block.idle());
  }

  private void keep(Key key, Idle entry) {
    liveBytes -= entry.bytes();
    if (entry.memory() == null) {
      return; // the collector was faster
    }
    idleBytes += entry.bytes();
    idle.computeIfAbsent(key, k -> new ArrayDeque<>()).push(entry);
    dropIdle(Math.max(0, budget - liveBytes));
  }

  /** From now on the death of this Memory gives its blocks back. */
  synchronized void watch(Memory memory, Holding holding) {
    holders.add(new Holder(memory, holding, dead));
  }

  private synchronized void drain() {
    for (Reference<?> gone = dead.poll(); gone != null; gone = dead.poll()) {
      Holder holder = (Holder) gone;
      holders.remove(holder);
      Key key = new Key(holder.holding.dtype(), holder.holding.elements());
      holder.holding.blocks().forEach(entry -> keep(key, entry));
    }
  }

  /** Bytes in use. */
  synchronized long liveBytes() {
    drain();
    return liveBytes;
  }

  /** Bytes kept for reuse. */
  synchronized long idleBytes() {
    return idleBytes;
  }

  private OutOfDeviceMemoryException exhausted(
      Key key, List<OutOfDeviceMemoryException> refusals) {
    String message =
        "device %s: no room for %s x %,d (%,d bytes): %,d of %,d bytes are held%s"
            .formatted(
                device, key.dtype(), key.elements(), key.bytes(), liveBytes(), budget, table());
    return new OutOfDeviceMemoryException(
        message, refusals.isEmpty() ? null : refusals.get(refusals.size() - 1));
  }

  /** The ten names that hold most. */
  private String table() {
    record Row(long bytes, int count) {
      Row plus(Row other) {
        return new Row(bytes + other.bytes, count + other.count);
      }
    }
    Map<String, Row> rows = new TreeMap<>();
    for (Holding holding : holdings()) {
      rows.merge(holding.toString(), new Row(holding.bytes(), 1), Row::plus);
    }
    List<Map.Entry<String, Row>> sorted = new ArrayList<>(rows.entrySet());
    sorted.sort((a, b) -> Long.compare(b.getValue().bytes(), a.getValue().bytes()));
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Row> row : sorted.subList(0, Math.min(10, sorted.size()))) {
      text.append(
          "%n  %,15d bytes  %s x %d"
              .formatted(row.getValue().bytes(), row.getKey(), row.getValue().count()));
    }
    return text.toString();
  }

  private synchronized List<Holding> holdings() {
    return holders.stream().map(holder -> holder.holding).toList();
  }
}
