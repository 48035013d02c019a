package dev.quern.runtime.reference;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.HostArrays;
import java.util.List;

/** The memory of the device that interprets graphs: arrays on the heap, and no kernels. */
public final class ReferenceBackend implements Backend {
  private final Target target = Target.java(0, List.of());

  @Override
  public String description() {
    return "interprets the graph as it was built, in double";
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public long budget() {
    return Runtime.getRuntime().maxMemory();
  }

  @Override
  public Object allocate(DType dtype, long elements) {
    return HostArrays.allocate(dtype, elements);
  }

  @Override
  public void free(Object memory) {}

  @Override
  public boolean onHeap() {
    return true;
  }

  @Override
  public void write(Object memory, Object array) {
    HostArrays.copy(array, memory, HostArrays.length(array));
  }

  @Override
  public void read(Object memory, Object array) {
    HostArrays.copy(memory, array, HostArrays.length(array));
  }

  @Override
  public List<Loaded> load(List<Rendered> kernels) {
    throw new UnsupportedOperationException("the reference device loads no kernels");
  }

  @Override
  public void launch(Loaded kernel, Object[] buffers, long[] scalars) {
    throw new UnsupportedOperationException("the reference device launches no kernels");
  }

  @Override
  public void finish() {}
}
