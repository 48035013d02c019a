package dev.quern.runtime.memory;

import dev.quern.compiler.ir.DType;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Memory that nobody uses, by what fits it, in the order of last use. Its pool's monitor guards it.
 */
final class IdleBlocks {
  private static final int SWEEP = 1024;

  /**
   * Blocks fit a request only if these are equal: a longer array would hide indices out of range.
   */
  record Fit(DType dtype, long elements) {
    long bytes() {
      return elements * dtype.bytes();
    }
  }

  private final Map<Fit, ArrayDeque<IdleMemory>> blocks = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;
  private int entries;
  private int sweepAt = SWEEP;

  /** Bytes kept, some of which the collector may have taken. */
  long bytes() {
    return bytes;
  }

  /** Memory that fits, or null. */
  Object take(Fit fit) {
    ArrayDeque<IdleMemory> fitting = blocks.get(fit);
    if (fitting == null) {
      return null;
    }
    Object memory = null;
    while (memory == null && !fitting.isEmpty()) {
      memory = leave(fitting.pop()).memory();
    }
    return memory;
  }

  void put(Fit fit, IdleMemory block) {
    bytes += block.bytes();
    blocks.computeIfAbsent(fit, key -> new ArrayDeque<>()).push(block);
    entries++;
    if (Math.max(entries, blocks.size()) > sweepAt) {
      sweep();
    }
  }

  /** Frees blocks, longest unused sizes first, until at most this many bytes are kept. */
  void shrink(long limit, Consumer<Object> free) {
    Iterator<ArrayDeque<IdleMemory>> sizes = blocks.values().iterator();
    while (bytes > limit && sizes.hasNext()) {
      ArrayDeque<IdleMemory> sameSize = sizes.next();
      while (bytes > limit && !sameSize.isEmpty()) {
        Object memory = leave(sameSize.pollLast()).memory();
        if (memory != null) {
          free.accept(memory);
        }
      }
      if (sameSize.isEmpty()) {
        sizes.remove();
      }
    }
  }

  private IdleMemory leave(IdleMemory block) {
    bytes -= block.bytes();
    entries--;
    return block;
  }

  /** Forgets what the collector has taken, and sizes of which there is nothing any more. */
  private void sweep() {
    for (ArrayDeque<IdleMemory> sameSize : blocks.values()) {
      sameSize.removeIf(block -> block.isGone() && leave(block) != null);
    }
    blocks.values().removeIf(ArrayDeque::isEmpty);
    sweepAt = Math.max(SWEEP, 2 * Math.max(entries, blocks.size()));
  }
}
