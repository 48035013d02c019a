package dev.quern.cli;

import dev.quern.runtime.Devices;
import dev.quern.runtime.backend.Availability;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code quern devices}: the survey of devices as lines. */
@Command(
    name = "devices",
    description = "Lists the devices there are, and why those that are missing are missing.",
    footer = {"", "Examples:", "  quern devices", "  QUERN_DEVICE=opencl quern train --steps 10"})
final class DevicesCommand implements Runnable {
  private final Terminal terminal;

  DevicesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    List<Availability> survey = Devices.survey();
    int width = survey.stream().mapToInt(line -> line.name().length()).max().orElse(0);
    for (Availability line : survey) {
      String name = line.name() + " ".repeat(width - line.name().length());
      terminal.out().println(name + "  " + text(line));
    }
  }

  private static String text(Availability line) {
    if (line.available()) {
      return line.description();
    }
    return "missing: " + line.reason() + (line.remedy().isEmpty() ? "" : "; " + line.remedy());
  }
}
