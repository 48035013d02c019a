package dev.quern.runtime;

import dev.quern.compiler.ir.DType;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
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
 * <p>At the budget it drops idle blocks, collects garbage once, and only then fails, with a table of
 * who holds what.
 */
final class Pool {
  private static final int COLLECT_POLLS = 20;

  /** Blocks fit a request only if these are equal: a longer array would hide indices out of range. */
  private record Key(DType dtype, long elements) {}

  /** Tells when a Memory is dead, and what it held. */
  private static final class Holder extends PhantomReference<Memory> {
    final Memory.State state;

    Holder(Memory memory, Memory.State state, ReferenceQueue<Memory> queue) {
      super(memory, queue);
      this.state = state;
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

  /** Idle memory; softly held where the collector may have it. */
  private record Idle(Object strong, SoftReference<Object> soft, long bytes) {
    Object memory() {
      return strong != null ? strong : soft.get();
    }
  }

  /** A block with undefined contents. */
  Block take(DType dtype, long elements) {
    Object reused = reuse(new Key(dtype, elements));
    Object memory = reused != null ? reused : allocate(dtype, elements);
    return new Block(memory, dtype, elements, this);
  }

  private synchronized Object reuse(Key key) {
    drain();
    long bytes = bytes(key);
    ArrayDeque<Idle> candidates = idle.get(key);
    while (candidates != null && !candidates.isEmpty()) {
      Object memory = candidates.pop().memory();
      idleBytes -= bytes;
      if (memory != null) {
        liveBytes += bytes;
        return memory;
      }
    }
    return null;
  }

  private Object allocate(DType dtype, long elements) {
    long bytes = elements * dtype.bytes();
    OutOfDeviceMemoryException refused = null;
    for (int attempt = 0; attempt < 3; attempt++) {
      if (attempt == 2) {
        collect();
      }
      if (reserve(bytes, attempt > 0)) {
        try {
          Object memory = backend.allocate(dtype, elements);
          counters.countAllocation();
          return memory;
        } catch (OutOfDeviceMemoryException full) {
          refused = full;
          unreserve(bytes);
        } catch (RuntimeException | Error failed) {
          unreserve(bytes);
          throw failed;
        }
      }
    }
    throw exhausted(dtype, elements, refused);
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

  /** Runs the garbage collector and waits until no more dead tensors turn up. */
  private void collect() {
    long before = liveBytes();
    System.gc();
    long last = before;
    for (int poll = 0; poll < COLLECT_POLLS; poll++) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
      long live = liveBytes();
      if (live < before && live == last) {
        return;
      }
      last = live;
    }
  }

  /** Takes back a block of a running plan, or one that was replaced. */
  synchronized void give(Block block) {
    long bytes = block.bytes();
    liveBytes -= bytes;
    idleBytes += bytes;
    Idle entry =
        backend.onHeap()
            ? new Idle(null, new SoftReference<>(block.memory), bytes)
            : new Idle(block.memory, null, bytes);
    idle.computeIfAbsent(new Key(block.dtype, block.elements), k -> new ArrayDeque<>()).push(entry);
    dropIdle(Math.max(0, budget - liveBytes));
  }

  /** From now on the death of this Memory gives its blocks back. */
  synchronized void watch(Memory memory, Memory.State state) {
    holders.add(new Holder(memory, state, dead));
  }

  private synchronized void drain() {
    for (Reference<?> gone = dead.poll(); gone != null; gone = dead.poll()) {
      Holder holder = (Holder) gone;
      holders.remove(holder);
      holder.state.retire();
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

  private static long bytes(Key key) {
    return key.elements() * key.dtype().bytes();
  }

  private OutOfDeviceMemoryException exhausted(
      DType dtype, long elements, OutOfDeviceMemoryException cause) {
    String message =
        "device %s: no room for %s x %,d (%,d bytes): %,d of %,d bytes are held%s"
            .formatted(
                device, dtype, elements, elements * dtype.bytes(), liveBytes(), budget, table());
    return new OutOfDeviceMemoryException(message, cause);
  }

  /** The ten names that hold most. */
  private String table() {
    record Row(long bytes, int count) {
      Row plus(Row other) {
        return new Row(bytes + other.bytes, count + other.count);
      }
    }
    Map<String, Row> rows = new TreeMap<>();
    for (Memory.State state : states()) {
      rows.merge(state.toString(), new Row(state.bytes(), 1), Row::plus);
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

  /** A copy: whoever asks a state anything waits for its lock, and must not hold the pool's then. */
  private synchronized List<Memory.State> states() {
    return holders.stream().map(holder -> holder.state).toList();
  }
}
