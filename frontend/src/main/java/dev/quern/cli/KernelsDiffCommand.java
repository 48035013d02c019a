package dev.quern.cli;

import dev.quern.runtime.dump.DumpFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code quern kernels diff}: the kernels of two dumps that are not the same. */
@Command(
    name = "diff",
    sortOptions = false,
    description = {
      "Compares two dumps: kernels that are gone, new and changed, those with the first stage that differs, and"
          + " what their time became if both dumps hold times.",
      "Exit code 0 if all kernels are the same, 1 if not."
    },
    footer = {
      "",
      "Examples:",
      "  quern kernels list --dump fused --dump-timings",
      "  quern kernels list --dump unfused --dump-timings --fusion off",
      "  quern kernels diff unfused fused"
    })
final class KernelsDiffCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "OLD", description = "A dump.")
  private Path before;

  @Parameters(index = "1", paramLabel = "NEW", description = "Another.")
  private Path after;

  KernelsDiffCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DumpDifference difference = DumpDifference.of(DumpFolder.read(before), DumpFolder.read(after));
    difference.lines().forEach(terminal.out()::println);
    terminal
        .out()
        .println(
            difference.isEmpty()
                ? "all kernels are the same"
                : difference.count() + " differences");
    return difference.isEmpty() ? 0 : 1;
  }
}
