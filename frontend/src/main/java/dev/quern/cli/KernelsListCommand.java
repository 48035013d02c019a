package dev.quern.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quern kernels list}: a program's kernels, a line each. */
@Command(
    name = "list",
    sortOptions = false,
    description = {
      "Lists the kernels of a program: number, launches, chunks of each phase (what threads share),"
          + " estimated scalar operations, name, buffers read and written.",
      "Device null compiles and runs nothing."
    },
    footer = {
      "",
      "Examples:",
      "  quern kernels list",
      "  quern kernels list --layers 1 --width 64 --device null",
      "  quern kernels list --program softmax --reasons"
    })
final class KernelsListCommand implements Runnable {
  private final Terminal terminal;

  @Mixin private KernelOptions options;

  @Option(
      names = "--reasons",
      description = "Print the scheduler's decisions with their reasons too.")
  private boolean reasons;

  KernelsListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    KernelList list = options.kernels();
    list.lines().forEach(terminal.out()::println);
    if (reasons) {
      terminal.out().println();
      list.reasons().forEach(terminal.out()::println);
    }
  }
}
