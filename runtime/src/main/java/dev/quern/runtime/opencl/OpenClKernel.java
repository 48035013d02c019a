package dev.quern.runtime.opencl;

import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.backend.Backend;
import java.util.ArrayList;
import java.util.List;

/** A kernel that is ready to run: the functions of its phases. */
final class OpenClKernel implements Backend.Loaded {
  private final Rendered rendered;
  private final OpenClProgram program; // null if there is nothing to run
  private final List<KernelFunction> functions = new ArrayList<>();

  OpenClKernel(Rendered rendered, OpenClProgram program) {
    this.rendered = rendered;
    this.program = program;
    for (Rendered.Phase phase : rendered.phases()) {
      phase.functions().forEach(function -> functions.add(new KernelFunction(function, program)));
    }
  }

  @Override
  public Rendered rendered() {
    return rendered;
  }

  @Override
  public Backend.Built built() {
    return program == null ? Backend.Built.UNKNOWN : program.built();
  }

  /** Enqueues the functions; the queue runs them one after the other. */
  void launch(Object[] buffers, long[] scalars) {
    functions.forEach(function -> function.launch(buffers, scalars));
  }

  /** What the queue takes to run them, in nanoseconds. */
  long timed(TimedQueue queue, Object[] buffers, long[] scalars) {
    return queue.run(functions, buffers, scalars);
  }
}
