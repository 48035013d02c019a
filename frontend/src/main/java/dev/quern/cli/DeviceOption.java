package dev.quern.cli;

import dev.quern.runtime.Devices;
import dev.quern.runtime.backend.DeviceException;
import dev.quern.runtime.device.Device;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --device}, turned into the device. */
final class DeviceOption {
  @Option(
      names = "--device",
      paramLabel = "NAME",
      description =
          "What to compute on: java, java:plain, opencl, opencl:1, reference (default:"
              + " QUERN_DEVICE, else java). 'quern devices' lists them.")
  private Optional<String> name = Optional.empty();

  /** The device named, else the standard one. */
  Device device() {
    try {
      return name.map(Devices::of).orElseGet(Devices::standard);
    } catch (DeviceException e) {
      throw new UsageException(
          (name.isPresent() ? "--device: " : "QUERN_DEVICE: ") + e.getMessage(), e);
    }
  }
}
