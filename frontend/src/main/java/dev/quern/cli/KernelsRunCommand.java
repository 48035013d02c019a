package dev.quern.cli;

import dev.quern.runtime.device.Device;
import dev.quern.runtime.replay.Comparison;
import dev.quern.runtime.replay.ProgramText;
import dev.quern.runtime.replay.ReplayCheck;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code quern kernels run}: a graph or a nest in a file, run and compared with what it means. */
@Command(
    name = "run",
    sortOptions = false,
    description = {
      "Compiles a graph or a nest, runs it, and compares each output with what the text means by itself:"
          + " a graph as the device 'reference' computes it, a nest statement by statement.",
      "Exit code 0 if every difference is within its bound, else 1."
    },
    footer = {
      "",
      "Without --inputs, floats are drawn between -1 and 1 and integers from 0 to 7. A file of --dump-values",
      "holds the inputs of a nest and what it wrote, which is then compared too, on java bit by bit.",
      "",
      "Examples:",
      "  quern kernels run kernel.nest",
      "  quern kernels run kernel.graph --device opencl --seed 3",
      "  quern kernels run dump/0001-9f3c2a41/kernels/03-add_96x64/kernel.nest \\",
      "      --inputs dump/0001-9f3c2a41/values/launch-003.safetensors"
    })
final class KernelsRunCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A graph or a nest, in the textual form.")
  private Path file;

  @Mixin private InputsOption inputs;
  @Mixin private DeviceOption device;

  KernelsRunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Device chosen = device.device();
    ProgramText program = ProgramText.read(file, chosen.target().templates());
    List<Comparison> outputs = ReplayCheck.of(program, chosen, inputs.values());
    terminal.out().println(title(program, chosen));
    outputs.forEach(terminal.out()::println);
    boolean passes = outputs.stream().allMatch(Comparison::passes);
    terminal.out().println(passes ? "pass" : "FAIL");
    return passes ? 0 : 1;
  }

  private String title(ProgramText program, Device chosen) {
    String what =
        program instanceof ProgramText.Kernel kernel
            ? "nest " + kernel.nest().name() + " against the interpreter of nests"
            : "graph against the reference";
    return what + ", on " + chosen.name() + " (" + chosen.target().name() + "), " + inputs;
  }
}
