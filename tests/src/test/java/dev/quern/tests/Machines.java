package dev.quern.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quern.runtime.Devices;
import dev.quern.runtime.backend.Availability;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.opencl.OpenCl;

/**
 * The devices that tests run on, by name; a test on one that is missing here is skipped and says
 * why.
 */
public final class Machines {
  /** True if the long versions of the tests are wanted. */
  public static final boolean ALL = Boolean.getBoolean("quern.tests.all");

  private Machines() {}

  /** The device of this name. */
  public static Device of(String name) {
    if (name.startsWith("opencl") && !Boolean.getBoolean("quern.opencl.required")) {
      Availability found = OpenCl.survey().get(0);
      assumeTrue(found.available(), "no OpenCL device: " + found.reason() + "; " + found.remedy());
    }
    return Devices.of(name);
  }
}
