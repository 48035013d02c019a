package dev.quern.runtime.opencl;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_kernel;

/** A kernel object with the arguments that it was last given. */
final class KernelObject {
  private final cl_kernel kernel;
  private final Rendered.Function function;
  private final String where;
  private final long[] buffers; // numbers: an argument of the past keeps no memory
  private final long[] scalars;
  private boolean scalarsSet;

  KernelObject(cl_kernel kernel, Rendered.Function function, String where) {
    this.kernel = kernel;
    this.function = function;
    this.where = where;
    this.buffers = new long[function.buffers().size()];
    this.scalars = new long[function.scalars().size()];
  }

  cl_kernel kernel() {
    return kernel;
  }

  void release() {
    CL.clReleaseKernel(kernel);
  }

  /** Sets the arguments that differ from last time. */
  void bind(Object[] memory, long[] values) {
    for (int i = 0; i < buffers.length; i++) {
      OpenClBuffer buffer = (OpenClBuffer) memory[function.buffers().get(i)];
      if (buffers[i] != buffer.number()) {
        set(i, Sizeof.cl_mem, buffer.argument());
        buffers[i] = buffer.number();
      }
    }
    for (int i = 0; i < scalars.length; i++) {
      Rendered.Scalar scalar = function.scalars().get(i);
      long value = values[scalar.position()];
      if (!scalarsSet || scalars[i] != value) {
        set(buffers.length + i, scalar.dtype().bytes(), pointer(scalar.dtype(), value));
        scalars[i] = value;
      }
    }
    scalarsSet = true;
  }

  private void set(int position, long bytes, Pointer value) {
    Status.check(
        CL.clSetKernelArg(kernel, position, bytes, value),
        "clSetKernelArg",
        "setting argument " + position + " of " + where);
  }

  /** Bits of a float are passed as an int's of the same width. */
  private static Pointer pointer(DType dtype, long value) {
    return switch (dtype.bytes()) {
      case 1 -> Pointer.to(new byte[] {(byte) value});
      case 4 -> Pointer.to(new int[] {(int) value});
      default -> Pointer.to(new long[] {value});
    };
  }
}
