package dev.quern.runtime.opencl;

import java.lang.ref.Cleaner;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_device_id;

/** A context of one device with one queue, which runs what it is given in order. */
final class OpenClContext {
  static final Cleaner CLEANER = Cleaner.create();

  private final Facts facts;
  private final cl_device_id[] devices;
  private final cl_context context;
  private final cl_command_queue queue;

  OpenClContext(Library.Entry entry) {
    this.facts = entry.facts();
    this.devices = new cl_device_id[] {entry.device()};
    int[] status = new int[1];
    this.context = CL.clCreateContext(entry.properties(), 1, devices, null, null, status);
    Status.check(status[0], "clCreateContext", "opening " + name());
    this.queue = queue(context, entry.device());
    CLEANER.register(this, new Release(context, queue));
  }

  @SuppressWarnings("deprecation") // the newer call is missing from drivers of OpenCL 1.2
  private cl_command_queue queue(cl_context context, cl_device_id device) {
    int[] status = new int[1];
    cl_command_queue queue = CL.clCreateCommandQueue(context, device, 0, status);
    Status.check(status[0], "clCreateCommandQueue", "opening " + name());
    return queue;
  }

  private record Release(cl_context context, cl_command_queue queue) implements Runnable {
    @Override
    public void run() {
      CL.clReleaseCommandQueue(queue);
      CL.clReleaseContext(context);
    }
  }

  /** The device, as calls take it. */
  cl_device_id[] devices() {
    return devices;
  }

  cl_context handle() {
    return context;
  }

  cl_command_queue queue() {
    return queue;
  }

  String name() {
    return facts.name();
  }

  String buildOptions() {
    return "-cl-std=CL1.2"
        + (facts.exactDivision() ? " -cl-fp32-correctly-rounded-divide-sqrt" : "");
  }
}
