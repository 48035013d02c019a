package dev.quern.runtime.backend;

/** A device that isn't there or that failed: what happened, and what to do about it. */
public class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DeviceException(String message) {
    super(message);
  }

  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A device that can't be had: {@code device opencl: no driver; apt-get install ...}. */
  public static DeviceException missing(String device, String reason, String remedy) {
    return new DeviceException("device " + device + ": " + reason + "; " + remedy);
  }
}
