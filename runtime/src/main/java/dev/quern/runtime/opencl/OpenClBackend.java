package dev.quern.runtime.opencl;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.backend.OutOfDeviceMemoryException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_mem;

/**
 * An OpenCL device with one context and one queue, which runs what it is given in order. Launches
 * return before they have run; reading waits.
 */
final class OpenClBackend implements Backend {
  private final Facts facts;
  private final Target target;
  private final OpenClContext context;
  private TimedQueue timed; // null until a time is asked for

  OpenClBackend(Library.Entry entry, Target target) {
    this.facts = entry.facts();
    this.target = target;
    this.context = new OpenClContext(entry);
  }

  @Override
  public String description() {
    return facts.description();
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public long budget() {
    return facts.globalBytes() / 4 * 3;
  }

  @Override
  public Object allocate(DType dtype, long elements) {
    long bytes = Math.max(1, elements) * dtype.bytes(); // there are no empty buffers
    String wanted = "allocating %,d bytes on %s".formatted(bytes, context.name());
    if (bytes > facts.largestBuffer()) {
      throw new OutOfDeviceMemoryException(
          wanted + ": its largest buffer has %,d".formatted(facts.largestBuffer()));
    }
    int[] status = new int[1];
    cl_mem memory = CL.clCreateBuffer(context.handle(), CL.CL_MEM_READ_WRITE, bytes, null, status);
    if (status[0] == CL.CL_MEM_OBJECT_ALLOCATION_FAILURE || status[0] == CL.CL_OUT_OF_HOST_MEMORY) {
      throw new OutOfDeviceMemoryException(Status.message(status[0], "clCreateBuffer", wanted));
    }
    Status.check(status[0], "clCreateBuffer", wanted);
    return new OpenClBuffer(dtype, memory);
  }

  @Override
  public void free(Object memory) {
    ((OpenClBuffer) memory).free();
  }

  @Override
  public void write(Object memory, Object array) {
    OpenClBuffer buffer = (OpenClBuffer) memory;
    int size = buffer.dtype().bytes();
    int length = HostArrays.length(array);
    ByteBuffer staging = Staging.buffer((long) length * size);
    int step = Math.max(1, staging.capacity() / size);
    for (int from = 0; from < length; from += step) {
      int count = Math.min(step, length - from);
      Staging.put(array, from, count, staging);
      int status =
          CL.clEnqueueWriteBuffer(
              context.queue(),
              buffer.memory(),
              true,
              (long) from * size,
              (long) count * size,
              Pointer.to(staging),
              0,
              null,
              null);
      Status.check(status, "clEnqueueWriteBuffer", "writing to " + context.name());
    }
    Reference.reachabilityFence(buffer);
  }

  @Override
  public void read(Object memory, Object array) {
    OpenClBuffer buffer = (OpenClBuffer) memory;
    int size = buffer.dtype().bytes();
    int length = HostArrays.length(array);
    ByteBuffer staging = Staging.buffer((long) length * size);
    int step = Math.max(1, staging.capacity() / size);
    for (int to = 0; to < length; to += step) {
      int count = Math.min(step, length - to);
      int status =
          CL.clEnqueueReadBuffer(
              context.queue(),
              buffer.memory(),
              true,
              (long) to * size,
              (long) count * size,
              Pointer.to(staging),
              0,
              null,
              null);
      Status.check(status, "clEnqueueReadBuffer", "reading from " + context.name());
      Staging.get(staging, array, to, count);
    }
    Reference.reachabilityFence(buffer);
  }

  @Override
  public List<Loaded> load(List<Rendered> kernels) {
    if (kernels.stream().allMatch(kernel -> kernel.source().isEmpty())) {
      return kernels.stream().<Loaded>map(kernel -> new OpenClKernel(kernel, null)).toList();
    }
    OpenClProgram program = OpenClProgram.build(context, kernels);
    return kernels.stream().<Loaded>map(kernel -> new OpenClKernel(kernel, program)).toList();
  }

  @Override
  public void launch(Loaded kernel, Object[] buffers, long[] scalars) {
    ((OpenClKernel) kernel).launch(buffers, scalars);
    CL.clFlush(context.queue()); // so that it starts now
    Reference.reachabilityFence(buffers);
    Reference.reachabilityFence(this);
  }

  @Override
  public long timed(Loaded kernel, Object[] buffers, long[] scalars) {
    finish();
    long nanoseconds = ((OpenClKernel) kernel).timed(timedQueue(), buffers, scalars);
    Reference.reachabilityFence(buffers);
    Reference.reachabilityFence(this);
    return nanoseconds;
  }

  private synchronized TimedQueue timedQueue() {
    timed = timed == null ? new TimedQueue(context) : timed;
    return timed;
  }

  @Override
  public void finish() {
    Status.check(CL.clFinish(context.queue()), "clFinish", "waiting for " + context.name());
  }
}
