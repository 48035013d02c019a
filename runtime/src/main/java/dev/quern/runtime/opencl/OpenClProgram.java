package dev.quern.runtime.opencl;

import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.render.opencl.OpenclRenderer;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.CompileException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_program;

/** Kernels built together as one program. */
final class OpenClProgram {
  /** A driver that is built on LLVM may lose a temporary file: see the package. */
  private static final int ATTEMPTS = 2;

  private final OpenClContext context;
  private final cl_program program;

  private OpenClProgram(OpenClContext context, cl_program program) {
    this.context = context;
    this.program = program;
    OpenClContext.CLEANER.register(this, () -> CL.clReleaseProgram(program));
  }

  cl_program handle() {
    return program;
  }

  OpenClContext context() {
    return context;
  }

  /**
   * Builds kernels.
   *
   * @throws CompileException that names the first of them which does not build
   */
  static OpenClProgram build(OpenClContext context, List<Rendered> kernels) {
    String source = OpenclRenderer.program(kernels);
    int status = CL.CL_SUCCESS;
    String log = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      cl_program program = create(context, source);
      status = CL.clBuildProgram(program, 1, context.devices(), context.buildOptions(), null, null);
      if (status == CL.CL_SUCCESS) {
        return new OpenClProgram(context, program);
      }
      log = log(context, program);
      CL.clReleaseProgram(program);
    }
    if (kernels.size() > 1) {
      kernels.forEach(kernel -> build(context, List.of(kernel)));
    }
    String names = String.join(" ", kernels.stream().map(Rendered::name).toList());
    throw new CompileException(names, source, Status.message(status, "clBuildProgram", "\n" + log));
  }

  /** What the driver made of it. */
  Backend.Built built() {
    long[] bytes = new long[1];
    int status =
        CL.clGetProgramInfo(
            program, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(bytes), null);
    return new Backend.Built(log(context, program), status == CL.CL_SUCCESS ? bytes[0] : 0, "", 0);
  }

  private static cl_program create(OpenClContext context, String source) {
    int[] status = new int[1];
    cl_program program =
        CL.clCreateProgramWithSource(context.handle(), 1, new String[] {source}, null, status);
    Status.check(status[0], "clCreateProgramWithSource", "on " + context.name());
    return program;
  }

  private static String log(OpenClContext context, cl_program program) {
    long[] size = new long[1];
    int question = CL.CL_PROGRAM_BUILD_LOG;
    CL.clGetProgramBuildInfo(program, context.devices()[0], question, 0, null, size);
    byte[] text = new byte[(int) size[0]];
    CL.clGetProgramBuildInfo(
        program, context.devices()[0], question, text.length, Pointer.to(text), null);
    return new String(text, StandardCharsets.UTF_8).replace("\0", "").strip();
  }
}
