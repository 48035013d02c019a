package dev.quern.runtime.opencl;

import java.nio.charset.StandardCharsets;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_device_id;

/**
 * What a device says about itself.
 *
 * @param cpu whether it runs on the processor of the host
 * @param float64 whether it has double precision
 * @param exactDivision whether it can divide and take roots of floats correctly rounded
 */
record Facts(
    String name,
    String driver,
    boolean cpu,
    boolean float64,
    boolean exactDivision,
    long groupItems,
    long localBytes,
    long globalBytes,
    long largestBuffer) {

  static Facts of(cl_device_id device) {
    return new Facts(
        text(device, CL.CL_DEVICE_NAME),
        text(device, CL.CL_DEVICE_VERSION),
        (number(device, CL.CL_DEVICE_TYPE) & CL.CL_DEVICE_TYPE_CPU) != 0,
        text(device, CL.CL_DEVICE_EXTENSIONS).contains("cl_khr_fp64"),
        (number(device, CL.CL_DEVICE_SINGLE_FP_CONFIG) & CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT)
            != 0,
        number(device, CL.CL_DEVICE_MAX_WORK_GROUP_SIZE),
        number(device, CL.CL_DEVICE_LOCAL_MEM_SIZE),
        number(device, CL.CL_DEVICE_GLOBAL_MEM_SIZE),
        number(device, CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE));
  }

  String description() {
    return "%s (%s), %,d MiB".formatted(name, driver, globalBytes >> 20);
  }

  private static String text(cl_device_id device, int question) {
    long[] size = new long[1];
    Status.check(
        CL.clGetDeviceInfo(device, question, 0, null, size),
        "clGetDeviceInfo",
        "asking for a text");
    byte[] answer = new byte[(int) size[0]];
    Status.check(
        CL.clGetDeviceInfo(device, question, answer.length, Pointer.to(answer), null),
        "clGetDeviceInfo",
        "asking for a text");
    return new String(answer, StandardCharsets.UTF_8).replace('\0', ' ').strip();
  }

  private static long number(cl_device_id device, int question) {
    long[] answer = new long[1];
    long[] size = new long[1];
    Status.check(
        CL.clGetDeviceInfo(device, question, Sizeof.cl_long, Pointer.to(answer), size),
        "clGetDeviceInfo",
        "asking for a number");
    return answer[0];
  }
}
