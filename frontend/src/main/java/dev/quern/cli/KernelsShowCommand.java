package dev.quern.cli;

import dev.quern.cli.KernelPage.Stage;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quern kernels show}: one kernel's text. */
@Command(
    name = "show",
    sortOptions = false,
    description = "Prints a kernel of a program: all its stages, or one.",
    footer = {
      "",
      "Examples:",
      "  quern kernels show 3",
      "  quern kernels show 1 --program softmax --stage source",
      "  quern kernels show 1 --program matmul --device null --stage nest"
    })
final class KernelsShowCommand implements Runnable {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "KERNEL",
      description = "Its number in 'quern kernels list', its name, or how the name begins.")
  private String kernel;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description = "${COMPLETION-CANDIDATES} (default: all).")
  private Optional<Stage> stage = Optional.empty();

  @Mixin private KernelOptions options;

  KernelsShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    KernelList list = options.kernels();
    KernelPage page = list.find(kernel);
    if (stage.isPresent()) {
      terminal.out().println(text(page, list, stage.get()));
      return;
    }
    terminal.out().printf("kernel %d, %s: %s%n", page.number(), page.name(), page.buffers());
    for (Stage each : List.of(Stage.values())) {
      if (each == Stage.DECISIONS || page.text().containsKey(each)) {
        terminal.out().printf("%n== %s%n%s%n", each, text(page, list, each));
      }
    }
  }

  private static String text(KernelPage page, KernelList list, Stage stage) {
    if (!page.text().containsKey(stage)) {
      throw new UsageException("--stage: the " + stage + " of this kernel is not recorded");
    }
    String text = page.text().get(stage).strip();
    if (stage != Stage.DECISIONS) {
      return text;
    }
    return text + "\n\nof the whole program:\n" + String.join("\n", list.reasons());
  }
}
