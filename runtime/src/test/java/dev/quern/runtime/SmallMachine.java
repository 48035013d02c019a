package dev.quern.runtime;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.backend.OutOfDeviceMemoryException;
import java.util.List;

/** A device with little memory, which it counts, and without kernels. */
public final class SmallMachine implements Backend {
  private final Target target = Target.java(0, List.of());
  private final long budget;
  private final long memory;
  private long used;
  private int allocations;

  /** {@code budget} is what it says it has, {@code memory} what it has. */
  public SmallMachine(long budget, long memory) {
    this.budget = budget;
    this.memory = memory;
  }

  public synchronized long used() {
    return used;
  }

  public synchronized int allocations() {
    return allocations;
  }

  @Override
  public String description() {
    return "small";
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public long budget() {
    return budget;
  }

  @Override
  public synchronized Object allocate(DType dtype, long elements) {
    long bytes = elements * dtype.bytes();
    if (used + bytes > memory) {
      throw new OutOfDeviceMemoryException("the machine is full");
    }
    used += bytes;
    allocations++;
    return HostArrays.allocate(dtype, elements);
  }

  @Override
  public synchronized void free(Object array) {
    used -= (long) HostArrays.length(array) * HostArrays.dtype(array).bytes();
  }

  @Override
  public void write(Object to, Object array) {
    HostArrays.copy(array, to, HostArrays.length(array));
  }

  @Override
  public void read(Object from, Object array) {
    HostArrays.copy(from, array, HostArrays.length(array));
  }

  @Override
  public List<Loaded> load(List<Rendered> kernels) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void launch(Loaded kernel, Object[] buffers, long[] scalars) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void finish() {}
}
