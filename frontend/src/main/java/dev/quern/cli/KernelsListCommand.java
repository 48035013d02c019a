package dev.quern.cli;

import dev.quern.runtime.dump.DumpedPlan;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quern kernels list}: a program's kernels, a line each. */
@Command(
    name = "list",
    sortOptions = false,
    description = {
      "Lists the kernels of a program: number, launches, chunks of each phase (what threads share),"
          + " estimated operations (a vector's is one), name, buffers read and written.",
      "Device null compiles and runs nothing.",
      "If --dump names a dump that is there, lists that instead."
    },
    footer = {
      "",
      "Examples:",
      "  quern kernels list",
      "  quern kernels list --layers 1 --width 64 --device null",
      "  quern kernels list --program softmax --reasons",
      "  quern kernels list --dump out --dump-timings       writes the dump out, and lists",
      "  quern kernels list --dump out --sort time          reads it"
    })
final class KernelsListCommand implements Runnable, DumpReader {
  private final Terminal terminal;
  private final DumpSettings settings;

  @Mixin private KernelOptions options;

  @Option(
      names = "--reasons",
      description = "Print the scheduler's decisions with their reasons too.")
  private boolean reasons;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      defaultValue = "number",
      description =
          "Of a dump: ${COMPLETION-CANDIDATES} (default: number, the order of first launch). COUNT is that of"
              + " chunks.")
  private DumpedList.Order order;

  @Mixin private DumpSource source = new DumpSource();

  KernelsListCommand(Terminal terminal, DumpSettings settings) {
    this.terminal = terminal;
    this.settings = settings;
  }

  @Override
  public void run() {
    settings.existing().ifPresentOrElse(this::listDump, this::listProgram);
  }

  private void listDump(Path dump) {
    DumpedPlan plan = source.plan(dump);
    new DumpedList(plan).lines(order).forEach(terminal.out()::println);
    if (reasons) {
      terminal.out().println();
      plan.reasons().forEach(reason -> terminal.out().println(reason.text("text")));
    }
  }

  private void listProgram() {
    KernelList list = options.kernels();
    list.lines().forEach(terminal.out()::println);
    if (reasons) {
      terminal.out().println();
      list.reasons().forEach(terminal.out()::println);
    }
  }
}
