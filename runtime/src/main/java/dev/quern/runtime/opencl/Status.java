package dev.quern.runtime.opencl;

import dev.quern.runtime.backend.DeviceException;
import org.jocl.CL;

/**
 * Turns status codes of OpenCL calls into errors that name call, status and what was being done.
 */
final class Status {
  private Status() {}

  /** Such as {@code clEnqueueNDRangeKernel: CL_OUT_OF_RESOURCES running reduce_sum on <device>}. */
  static void check(int status, String call, String doing) {
    if (status != CL.CL_SUCCESS) {
      throw new DeviceException(message(status, call, doing));
    }
  }

  static String message(int status, String call, String doing) {
    return call + ": " + name(status) + " " + doing;
  }

  static String name(int status) {
    return CL.stringFor_errorCode(status);
  }
}
