package dev.quern.runtime.opencl;

import java.util.ArrayList;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;

/**
 * A second queue of a device, on which what is launched is timed by the device itself; it is made
 * when it is first wanted, because asking for times can slow a queue down.
 */
final class TimedQueue {
  private final String name;
  private final cl_command_queue queue;

  @SuppressWarnings("deprecation") // the newer call is missing from drivers of OpenCL 1.2
  TimedQueue(OpenClContext context) {
    this.name = context.name();
    int[] status = new int[1];
    queue =
        CL.clCreateCommandQueue(
            context.handle(), context.devices()[0], CL.CL_QUEUE_PROFILING_ENABLE, status);
    Status.check(status[0], "clCreateCommandQueue", "timing on " + name);
    OpenClContext.CLEANER.register(this, new Release(queue));
  }

  private record Release(cl_command_queue queue) implements Runnable {
    @Override
    public void run() {
      CL.clReleaseCommandQueue(queue);
    }
  }

  /**
   * Runs functions one after the other and waits: the nanoseconds that they ran, without waiting.
   */
  synchronized long run(List<KernelFunction> functions, Object[] buffers, long[] scalars) {
    List<cl_event> events = new ArrayList<>();
    try {
      for (KernelFunction function : functions) {
        cl_event event = new cl_event();
        function.launch(queue, event, buffers, scalars);
        events.add(event);
      }
      Status.check(CL.clFinish(queue), "clFinish", "waiting for " + name);
      return events.stream().mapToLong(this::nanoseconds).sum();
    } finally {
      events.forEach(CL::clReleaseEvent);
    }
  }

  private long nanoseconds(cl_event event) {
    return moment(event, CL.CL_PROFILING_COMMAND_END)
        - moment(event, CL.CL_PROFILING_COMMAND_START);
  }

  private long moment(cl_event event, int which) {
    long[] time = new long[1];
    int status = CL.clGetEventProfilingInfo(event, which, Sizeof.cl_ulong, Pointer.to(time), null);
    Status.check(status, "clGetEventProfilingInfo", "timing on " + name);
    return time[0];
  }
}
