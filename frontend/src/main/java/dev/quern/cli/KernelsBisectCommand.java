package dev.quern.cli;

import dev.quern.runtime.device.Device;
import dev.quern.runtime.replay.Bisection;
import dev.quern.runtime.replay.ProgramText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code quern kernels bisect}: a graph with a wrong answer turned into what is at fault. */
@Command(
    name = "bisect",
    sortOptions = false,
    description = {
      "Finds, for a graph whose answer differs from the reference, the first rule or pass at fault, and prints a"
          + " smaller graph that still shows it.",
      "Exit code 0 if the answer is right, 1 if a fault was found."
    },
    footer = {
      "",
      "Examples:",
      "  quern kernels bisect dump/0001-9f3c2a41/given.graph",
      "  quern kernels bisect kernel.graph --device opencl --seed 3"
    })
final class KernelsBisectCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A graph, in the textual form.")
  private Path file;

  @Mixin private InputsOption inputs;
  @Mixin private DeviceOption device;

  KernelsBisectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Device chosen = device.device();
    ProgramText program = ProgramText.read(file, chosen.target().templates());
    if (!(program instanceof ProgramText.Graph graph)) {
      throw new UsageException(
          file + ": is a nest; bisect needs a graph, 'quern kernels run' takes nests");
    }
    Optional<Bisection.Fault> fault = Bisection.on(chosen, inputs.values()).of(graph.outputs());
    fault.ifPresentOrElse(
        found -> {
          terminal.out().println("at fault: " + found.culprit());
          terminal.out().println("differs: " + found.difference());
          terminal.out().println("a smaller graph that still shows it:\n\n" + found.text().strip());
        },
        () -> terminal.out().println("no fault: rules, nests and " + chosen.name() + " agree"));
    return fault.isPresent() ? 1 : 0;
  }
}
