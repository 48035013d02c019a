package dev.quern.runtime.opencl;

import dev.quern.compiler.render.Rendered;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_kernel;

/** One function of a program, with kernel objects that threads borrow to launch it. */
final class KernelFunction {
  private final Rendered.Function function;
  private final OpenClProgram program;
  private final long[] global;
  private final long[] group;
  private final ConcurrentLinkedQueue<KernelObject> idle = new ConcurrentLinkedQueue<>();

  KernelFunction(Rendered.Function function, OpenClProgram program) {
    this.function = function;
    this.program = program;
    this.global = new long[] {function.globalItems()};
    this.group = new long[] {function.groupItems()};
    idle.add(create());
    OpenClContext.CLEANER.register(this, new Release(idle));
  }

  /**
   * Releases the kernel objects of a function that nothing reaches, hence nobody has borrowed from.
   */
  private record Release(ConcurrentLinkedQueue<KernelObject> idle) implements Runnable {
    @Override
    public void run() {
      idle.forEach(KernelObject::release);
    }
  }

  private KernelObject create() {
    int[] status = new int[1];
    cl_kernel kernel = CL.clCreateKernel(program.handle(), function.name(), status);
    Status.check(status[0], "clCreateKernel", "making " + where());
    return new KernelObject(kernel, function, where());
  }

  private String where() {
    return function.name() + " on " + program.context().name();
  }

  void launch(Object[] buffers, long[] scalars) {
    launch(program.context().queue(), null, buffers, scalars);
  }

  /** Enqueues it on this queue; {@code event} becomes that of its run, if there is one. */
  void launch(cl_command_queue queue, cl_event event, Object[] buffers, long[] scalars) {
    KernelObject borrowed = idle.poll();
    KernelObject object = borrowed != null ? borrowed : create();
    try {
      object.bind(buffers, scalars);
      int status =
          CL.clEnqueueNDRangeKernel(queue, object.kernel(), 1, null, global, group, 0, null, event);
      Status.check(status, "clEnqueueNDRangeKernel", "running " + where());
    } finally {
      idle.add(object); // enqueueing has copied the arguments
    }
  }
}
