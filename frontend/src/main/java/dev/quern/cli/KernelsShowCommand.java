package dev.quern.cli;

import dev.quern.runtime.dump.DumpedPlan;
import dev.quern.runtime.dump.Stage;
import java.nio.file.Path;
import java.util.Arrays;
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
    description = {
      "Prints a kernel of a program: all its stages, or one.",
      "If --dump names a dump that is there, shows a kernel of that: all passes that changed it."
    },
    footer = {
      "",
      "Examples:",
      "  quern kernels show 3",
      "  quern kernels show 1 --program softmax --stage source",
      "  quern kernels show 1 --program matmul --device null --stage nest",
      "  quern kernels show 'sum_*' --dump out",
      "  quern kernels show 3 --dump out --stage nest --beside source"
    })
final class KernelsShowCommand implements Runnable, DumpReader {
  private final Terminal terminal;
  private final DumpSettings settings;

  @Parameters(
      paramLabel = "KERNEL",
      description =
          "Its number in 'quern kernels list', its name, how the name begins, or of a dump a pattern with *.")
  private String kernel;

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      description =
          "graph, nest, source or decisions (default: all); of a dump also expressions, merged, loops, members,"
              + " support, log, and of its plan given, simplified, schedule, reasons, memory.")
  private Optional<Stage> stage = Optional.empty();

  @Option(
      names = "--beside",
      paramLabel = "STAGE",
      description = "Of a dump: a second stage, printed at the side of the first.")
  private Optional<Stage> beside = Optional.empty();

  @Mixin private DumpSource source = new DumpSource();

  @Mixin private KernelOptions options;

  KernelsShowCommand(Terminal terminal, DumpSettings settings) {
    this.terminal = terminal;
    this.settings = settings;
  }

  @Override
  public void run() {
    settings.existing().ifPresentOrElse(this::showDump, this::showProgram);
  }

  private void showDump(Path dump) {
    DumpedPlan plan = source.plan(dump);
    DumpedPage page = new DumpedPage(plan, DumpSource.one(plan, kernel));
    if (beside.isPresent()) {
      page.beside(stage.orElse(Stage.NEST), beside.get()).forEach(terminal.out()::println);
    } else if (stage.isPresent()) {
      terminal.out().println(page.text(stage.get()).strip());
    } else {
      page.lines().forEach(terminal.out()::println);
    }
  }

  private void showProgram() {
    KernelList list = options.kernels();
    KernelPage page = list.find(kernel);
    if (stage.isPresent() || beside.isPresent()) {
      terminal.out().println(text(page, list, known(stage.orElse(Stage.LOG))));
      return;
    }
    terminal.out().printf("kernel %d, %s: %s%n", page.number(), page.name(), page.buffers());
    for (KernelPage.Stage each : List.of(KernelPage.Stage.values())) {
      if (each == KernelPage.Stage.DECISIONS || page.text().containsKey(each)) {
        terminal.out().printf("%n== %s%n%s%n", each, text(page, list, each));
      }
    }
  }

  private static KernelPage.Stage known(Stage stage) {
    return Arrays.stream(KernelPage.Stage.values())
        .filter(each -> each.name().equals(stage.name()))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("--stage: only a dump has others; --dump DIR writes one"));
  }

  private static String text(KernelPage page, KernelList list, KernelPage.Stage stage) {
    if (!page.text().containsKey(stage)) {
      throw new UsageException("--stage: the " + stage + " of this kernel is not recorded");
    }
    String text = page.text().get(stage).strip();
    if (stage != KernelPage.Stage.DECISIONS) {
      return text;
    }
    return text + "\n\nof the whole program:\n" + String.join("\n", list.reasons());
  }
}
