package dev.quern.runtime.opencl;

import dev.quern.compiler.ir.DType;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_mem;

/** Memory of a device. Given back when freed, or when nothing reaches it any more. */
final class OpenClBuffer {
  private static final AtomicLong COUNT = new AtomicLong();

  private final long number = COUNT.incrementAndGet();
  private final DType dtype;
  private final cl_mem memory;
  private final Pointer argument;
  private final Cleaner.Cleanable release;

  OpenClBuffer(DType dtype, cl_mem memory) {
    this.dtype = dtype;
    this.memory = memory;
    this.argument = Pointer.to(memory);
    this.release = OpenClContext.CLEANER.register(this, () -> CL.clReleaseMemObject(memory));
  }

  /** A positive number that no other buffer ever has. */
  long number() {
    return number;
  }

  DType dtype() {
    return dtype;
  }

  cl_mem memory() {
    return memory;
  }

  /** The pointer to it that is passed as a kernel's argument. */
  Pointer argument() {
    return argument;
  }

  void free() {
    release.clean();
  }
}
