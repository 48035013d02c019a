package dev.quern.runtime.memory;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Storage;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.OutOfDeviceMemoryException;
import dev.quern.runtime.memory.IdleBlocks.Fit;
import dev.quern.runtime.profile.Events;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A device's memory: hands out blocks, takes them back when the garbage collector finds their
 * {@link Storage} dead, and keeps idle ones for the next request of the same size.
 *
 * <p>At the budget it drops idle blocks, collects garbage, and only then fails, with a table of who
 * holds what.
 */
public final class Pool {
  private static final int POLLS = 30;
  private static final int POLLS_A_COLLECTION = 10;
  private static final int HEAP_REFUSALS = 3;
  private static final long PAUSE = 5_000_000; // nanoseconds

  /** Tells when a storage is dead, and what it held. */
  private static final class Holder extends PhantomReference<Storage> {
    final Holding holding;
    Holder before;
    Holder after;

    Holder(Storage storage, Holding holding, ReferenceQueue<Storage> queue) {
      super(storage, queue);
      this.holding = holding;
    }
  }

  private final String device;
  private final Backend backend;
  private final Runnable allocated;
  private final Consumer<MemoryBlock> owner = this::give;
  private final long budget;
  private final ReferenceQueue<Storage> dead = new ReferenceQueue<>();
  private Holder youngest; // of those who hold memory, each linked to the one before it
  private final IdleBlocks idle = new IdleBlocks();
  private long liveBytes;

  /** {@code allocated} is told of each allocation that the pool had nothing to reuse for. */
  public Pool(String device, Backend backend, Runnable allocated) {
    this.device = device;
    this.backend = backend;
    this.allocated = allocated;
    this.budget = Long.getLong("quern.memoryBudget", backend.budget());
  }

  /** The name of the device whose memory it is. */
  public String device() {
    return device;
  }

  public Backend backend() {
    return backend;
  }

  /** A block with undefined contents. */
  public MemoryBlock take(DType dtype, long elements) {
    return new MemoryBlock(
        memory(new Fit(dtype, elements)), dtype, elements, owner, backend.onHeap());
  }

  private Object memory(Fit fit) {
    Object reused = reuse(fit);
    return reused != null ? reused : allocated(fit);
  }

  private Object allocated(Fit fit) {
    List<OutOfDeviceMemoryException> refusals = new ArrayList<>(); // of the machine itself
    Object memory = attempt(fit, false, refusals);
    if (memory == null) {
      memory = attempt(fit, true, refusals);
    }
    for (int poll = 0; memory == null && poll < POLLS && hopeful(fit, refusals); poll++) {
      if (poll % POLLS_A_COLLECTION == 0) {
        System.gc();
      }
      pause(); // dead tensors turn up a moment after the collection
      memory = attempt(fit, true, refusals);
    }
    if (memory == null) {
      throw exhausted(fit, refusals);
    }
    return memory;
  }

  /** Idle or new memory, or null if there is no room. */
  private Object attempt(Fit fit, boolean dropIdle, List<OutOfDeviceMemoryException> refusals) {
    Object reused = reuse(fit);
    if (reused != null || !reserve(fit.bytes(), dropIdle)) {
      return reused;
    }
    try {
      Object memory = backend.allocate(fit.dtype(), fit.elements());
      allocated.run();
      recordAllocation(fit.bytes());
      return memory;
    } catch (OutOfDeviceMemoryException full) {
      unreserve(fit.bytes());
      refusals.add(full);
      return null;
    } catch (RuntimeException | Error failed) {
      unreserve(fit.bytes());
      throw failed;
    }
  }

  /** The Java heap has been collected before it is refused. */
  private boolean hopeful(Fit fit, List<OutOfDeviceMemoryException> refusals) {
    return fit.bytes() <= budget && !(backend.onHeap() && refusals.size() > HEAP_REFUSALS);
  }

  private void recordAllocation(long bytes) {
    if (!Events.on()) {
      return;
    }
    Events.Allocation event = new Events.Allocation();
    if (event.isEnabled()) {
      event.device = device;
      event.bytes = bytes;
      event.commit();
    }
  }

  /** As long for a thread that is interrupted, which would else find no room where there is. */
  private static void pause() {
    boolean interrupted = false;
    long end = System.nanoTime() + PAUSE;
    for (long left = PAUSE; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Object reuse(Fit fit) {
    drain();
    Object memory = idle.take(fit);
    liveBytes += memory == null ? 0 : fit.bytes();
    return memory;
  }

  private synchronized boolean reserve(long bytes, boolean dropIdle) {
    drain();
    idle.shrink(dropIdle ? 0 : Math.max(0, budget - liveBytes - bytes), backend::free);
    if (liveBytes + bytes > budget) {
      return false;
    }
    liveBytes += bytes;
    return true;
  }

  private synchronized void unreserve(long bytes) {
    liveBytes -= bytes;
  }

  /** Takes back a block of a running plan, or one that was replaced. */
  public synchronized void give(MemoryBlock block) {
    keep(new Fit(block.dtype, block.elements), block.idle());
  }

  private void keep(Fit fit, IdleMemory block) {
    liveBytes -= block.bytes();
    idle.put(fit, block);
    idle.shrink(Math.max(0, budget - liveBytes), backend::free);
  }

  /** From now on the death of this storage gives its blocks back. */
  synchronized void watch(Storage storage, Holding holding) {
    Holder holder = new Holder(storage, holding, dead);
    holder.before = youngest;
    if (youngest != null) {
      youngest.after = holder;
    }
    youngest = holder;
  }

  private void unlink(Holder holder) {
    if (holder.after == null) {
      youngest = holder.before;
    } else {
      holder.after.before = holder.before;
    }
    if (holder.before != null) {
      holder.before.after = holder.after;
    }
  }

  private synchronized void drain() {
    for (Reference<?> gone = dead.poll(); gone != null; gone = dead.poll()) {
      Holder holder = (Holder) gone;
      unlink(holder);
      Fit fit = new Fit(holder.holding.dtype(), holder.holding.elements());
      holder.holding.blocks().forEach(block -> keep(fit, block));
    }
  }

  /** Bytes in use. */
  public synchronized long liveBytes() {
    drain();
    return liveBytes;
  }

  /** Bytes kept for reuse. */
  public synchronized long idleBytes() {
    return idle.bytes();
  }

  private OutOfDeviceMemoryException exhausted(Fit fit, List<OutOfDeviceMemoryException> refusals) {
    String message =
        "device %s: no room for %s x %,d (%,d bytes): %,d of %,d bytes are held%s"
            .formatted(
                device, fit.dtype(), fit.elements(), fit.bytes(), liveBytes(), budget, table());
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
    List<Holding> holdings = new ArrayList<>();
    for (Holder holder = youngest; holder != null; holder = holder.before) {
      holdings.add(holder.holding);
    }
    return holdings;
  }
}
