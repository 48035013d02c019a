package dev.quern.runtime.backend;

/** A device has no room for an allocation. */
public final class OutOfDeviceMemoryException extends DeviceException {
  private static final long serialVersionUID = 1;

  public OutOfDeviceMemoryException(String message) {
    super(message);
  }

  public OutOfDeviceMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
