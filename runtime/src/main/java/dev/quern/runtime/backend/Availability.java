package dev.quern.runtime.backend;

/**
 * What {@code quern devices} says about one device.
 *
 * @param name as taken by {@code Devices.of}
 * @param description the machine; empty if it can't be had
 * @param reason why it can't be had; empty if it can
 * @param remedy what to do about that; empty if there is nothing to do
 */
public record Availability(String name, String description, String reason, String remedy) {
  /** A device that can be had. */
  public static Availability present(String name, String description) {
    return new Availability(name, description, "", "");
  }

  /** A device that can't. */
  public static Availability missing(String name, String reason, String remedy) {
    return new Availability(name, "", reason, remedy);
  }

  /** True if {@code Devices.of} would succeed. */
  public boolean available() {
    return reason.isEmpty();
  }
}
