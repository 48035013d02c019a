package dev.quern.cli;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.replay.ProgramText;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quern kernels compile}: a graph or a nest in a file, rendered for a target. */
@Command(
    name = "compile",
    sortOptions = false,
    description = "Prints the source that a graph or a nest is rendered to. Needs no device.",
    footer = {
      "",
      "A nest is rendered as it stands, with its decisions; a graph is scheduled for the target first.",
      "",
      "Examples:",
      "  quern kernels compile kernel.nest --target java-256",
      "  quern kernels compile kernel.graph --target opencl"
    })
final class KernelsCompileCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A graph or a nest, in the textual form.")
  private Path file;

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      defaultValue = "java",
      description =
          "java (which is java-512), java-256, java-128, java-plain, opencl (on a CPU) or opencl-gpu (default:"
              + " java).")
  private String target;

  KernelsCompileCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Target facts = KernelTarget.of(target).facts();
    ProgramText program = ProgramText.read(file, facts.templates());
    if (program instanceof ProgramText.Graph graph) {
      Set<Rendered> kernels = new LinkedHashSet<>();
      for (Program.Launch launch : Compiler.compile(graph.outputs(), facts).launches()) {
        kernels.add(launch.rendered());
      }
      print(List.copyOf(kernels));
    } else if (program instanceof ProgramText.Kernel kernel) {
      print(List.of(Compiler.render(kernel.nest(), facts)));
    }
  }

  private void print(List<Rendered> kernels) {
    for (int i = 0; i < kernels.size(); i++) {
      Rendered kernel = kernels.get(i);
      if (kernels.size() > 1) {
        terminal
            .out()
            .println((i == 0 ? "" : "\n") + "// ---- kernel " + (i + 1) + ", " + kernel.name());
      }
      kernel.notes().forEach(note -> terminal.out().println("// departs: " + note));
      terminal.out().println(kernel.source().strip());
    }
  }
}
