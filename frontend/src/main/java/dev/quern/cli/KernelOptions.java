package dev.quern.cli;

import dev.quern.Quern;
import dev.quern.compiler.Program;
import dev.quern.runtime.Devices;
import dev.quern.runtime.Evaluation;
import dev.quern.runtime.device.Device;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say whose kernels, turned into their list. */
final class KernelOptions {
  @Option(
      names = "--program",
      paramLabel = "NAME",
      defaultValue = "train",
      description =
          "${COMPLETION-CANDIDATES} (default: train, one training step of the model that the other"
              + " options describe; the others have these sizes too).")
  private SampleProgram program;

  @Mixin private ModelOptions model;
  @Mixin private DeviceOption device;

  /** Compiles the program, and runs it once if the device runs anything. */
  KernelList kernels() {
    Recipe recipe = model.over(Recipe.STANDARD).checked();
    Device chosen = Devices.fresh(device.device().name()); // plans from disk come without reasons
    Quern.use(chosen);
    program.run(recipe);
    Program compiled =
        Evaluation.lastProgram(chosen)
            .orElseThrow(
                () -> new UsageException("--device: " + chosen.name() + " compiles no kernels"));
    return KernelList.of(program.description() + ", for " + chosen.target().name(), compiled);
  }

  /** What {@code --program} may be, one a line. */
  static String programs() {
    return Arrays.stream(SampleProgram.values())
        .map(each -> "  %-14s%s".formatted(each, each.description()))
        .collect(Collectors.joining("\n"));
  }
}
