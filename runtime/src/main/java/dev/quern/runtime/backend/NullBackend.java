package dev.quern.runtime.backend;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import java.util.List;

/** A device without a machine: everything is compiled, nothing is launched, all values are zero. */
public final class NullBackend implements Backend {
  private static final int VECTOR_BITS = 512;

  private record Kernel(Rendered rendered) implements Loaded {}

  private final Target target;

  /** {@code bits} is the vector width that is compiled for, {@code plain} or empty for 512. */
  public NullBackend(String bits, List<ContractionTemplate> templates) {
    this.target =
        Target.java(
            bits.isEmpty() ? VECTOR_BITS : bits.equals("plain") ? 0 : Integer.parseInt(bits),
            templates);
  }

  @Override
  public String description() {
    return "compiles for " + target.name() + " and launches nothing";
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public long budget() {
    return Long.MAX_VALUE / 2;
  }

  @Override
  public Object allocate(DType dtype, long elements) {
    return this;
  }

  @Override
  public void free(Object memory) {}

  @Override
  public void write(Object memory, Object array) {}

  @Override
  public void read(Object memory, Object array) {}

  @Override
  public List<Loaded> load(List<Rendered> kernels) {
    return kernels.stream().<Loaded>map(Kernel::new).toList();
  }

  @Override
  public void launch(Loaded kernel, Object[] buffers, long[] scalars) {}

  @Override
  public void finish() {}
}
