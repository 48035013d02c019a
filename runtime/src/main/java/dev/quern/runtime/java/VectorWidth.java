package dev.quern.runtime.java;

import dev.quern.runtime.backend.DeviceException;
import java.lang.System.Logger;
import java.util.concurrent.atomic.AtomicBoolean;

/** The width of the vectors that kernels are rendered with, from what this JVM offers. */
final class VectorWidth {
  static final String MODULE = "jdk.incubator.vector";
  private static final String FLAG = "--add-modules " + MODULE;
  private static final AtomicBoolean SAID = new AtomicBoolean();

  private VectorWidth() {}

  /** True if this JVM was started with the Vector API. */
  static boolean modulePresent() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /**
   * Bits by detail of the device's name, else system property quern.vectorBits, else the machine.
   */
  static int bits(String detail) {
    String asked = detail.isEmpty() ? System.getProperty("quern.vectorBits", "") : detail;
    if (asked.isEmpty()) {
      return preferred();
    }
    int bits =
        switch (asked) {
          case "plain", "0" -> 0;
          case "128", "256", "512" -> Integer.parseInt(asked);
          default ->
              throw DeviceException.missing(
                  "java:" + asked, "vectors have 128, 256 or 512 bits", "use java or java:plain");
        };
    if (bits > 0 && !modulePresent()) {
      throw DeviceException.missing(
          "java:" + bits, "this JVM was started without the Vector API", "start it with " + FLAG);
    }
    return bits;
  }

  /** Bits of the widest vector the machine runs well; 0, with a hint, without the Vector API. */
  private static int preferred() {
    if (!modulePresent()) {
      if (SAID.compareAndSet(false, true)) {
        System.getLogger("dev.quern")
            .log(Logger.Level.INFO, "quern runs faster if the JVM is started with " + FLAG);
      }
      return 0;
    }
    try {
      Class<?> vector = Class.forName(MODULE + ".FloatVector");
      Object species = vector.getField("SPECIES_PREFERRED").get(null);
      Class<?> type = Class.forName(MODULE + ".VectorSpecies");
      int bits = (int) type.getMethod("vectorBitSize").invoke(species);
      return Math.min(512, bits);
    } catch (ReflectiveOperationException changed) {
      throw new AssertionError("the Vector API is not what it was: " + changed, changed);
    }
  }
}
