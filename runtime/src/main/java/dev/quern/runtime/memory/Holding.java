package dev.quern.runtime.memory;

import dev.quern.compiler.ir.DType;
import java.util.List;

/**
 * What a {@link Memory} holds, as far as the pool needs to know when it is dead: on the heap this
 * does not keep its arrays alive.
 */
final class Holding {
  private final DType dtype;
  private final long elements;
  private String name;
  private List<IdleMemory> blocks =
      List.of(); // the newest version's and, if it is kept, the one's before

  Holding(DType dtype, long elements, String name) {
    this.dtype = dtype;
    this.elements = elements;
    this.name = name;
  }

  DType dtype() {
    return dtype;
  }

  long elements() {
    return elements;
  }

  synchronized String name() {
    return name;
  }

  synchronized void rename(String name) {
    this.name = name;
  }

  synchronized List<IdleMemory> blocks() {
    return blocks;
  }

  /** The newest version's block and the one before, or null. */
  synchronized void replace(MemoryBlock newest, MemoryBlock previous) {
    blocks = previous == null ? List.of(newest.idle()) : List.of(newest.idle(), previous.idle());
  }

  synchronized long bytes() {
    return blocks.stream().mapToLong(IdleMemory::bytes).sum();
  }

  @Override
  public synchronized String toString() {
    return name + " " + dtype + "[" + elements + "]";
  }
}
