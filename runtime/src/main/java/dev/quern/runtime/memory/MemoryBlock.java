package dev.quern.runtime.memory;

import dev.quern.compiler.ir.DType;
import java.util.function.Consumer;

/**
 * A piece of a device's memory, which goes back to its owner once it is retired and no running plan
 * leases it.
 */
public final class MemoryBlock {
  public final Object memory;
  public final DType dtype;
  public final long elements;
  private final Consumer<MemoryBlock> owner;
  private final IdleMemory idle;
  private int leases;
  private boolean retired;

  /** {@code softly} if the collector may have the memory once nobody uses the block. */
  MemoryBlock(
      Object memory, DType dtype, long elements, Consumer<MemoryBlock> owner, boolean softly) {
    this.memory = memory;
    this.dtype = dtype;
    this.elements = elements;
    this.owner = owner;
    this.idle = IdleMemory.of(memory, elements * dtype.bytes(), softly);
  }

  /** Its memory as it is kept when nobody uses it. */
  IdleMemory idle() {
    return idle;
  }

  /** A plan is about to read it. */
  synchronized void lease() {
    leases++;
  }

  /** The plan has been launched. */
  public void release() {
    if (dropped()) {
      owner.accept(this);
    }
  }

  private synchronized boolean dropped() {
    return --leases == 0 && retired;
  }

  /** Plans that read it now. */
  synchronized int leases() {
    return leases;
  }

  /** Nobody will ask for it any more. */
  void retire() {
    if (unused()) {
      owner.accept(this);
    }
  }

  private synchronized boolean unused() {
    retired = true;
    return leases == 0;
  }
}
