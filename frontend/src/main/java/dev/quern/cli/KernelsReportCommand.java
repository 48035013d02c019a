package dev.quern.cli;

import dev.quern.io.AtomicFile;
import dev.quern.runtime.dump.DumpFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quern kernels report}: a dump as one HTML file. */
@Command(
    name = "report",
    sortOptions = false,
    description = {
      "Turns the dump that --dump names into one HTML file, which opens from disk and needs no network:"
          + " kernels with all their stages, search, the graph by module, timeline, memory, reasons.",
      "With --compare, what is new, gone or changed against another dump."
    },
    footer = {
      "",
      "Examples:",
      "  quern kernels report --dump DIR --out kernels.html",
      "  quern kernels report --dump NEW --compare OLD --out changes.html"
    })
final class KernelsReportCommand implements Runnable, DumpReader {
  private final Terminal terminal;
  private final DumpSettings settings;

  @Option(
      names = "--compare",
      paramLabel = "DIR",
      description = "An older dump to compare with, plan by plan.")
  private Optional<Path> compare = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "kernels.html",
      description = "The file to write (default: kernels.html).")
  private Path out;

  KernelsReportCommand(Terminal terminal, DumpSettings settings) {
    this.terminal = terminal;
    this.settings = settings;
  }

  @Override
  public void run() {
    Path folder =
        settings
            .existing()
            .orElseThrow(() -> new UsageException("--dump: needs a folder that holds a dump"));
    DumpFolder dump = DumpFolder.read(folder);
    String page = ReportPage.of(new ReportData(dump, compare.map(DumpFolder::read)));
    AtomicFile.writeUnforced(out, page);
    int kernels = dump.plans().stream().mapToInt(plan -> plan.kernels().size()).sum();
    terminal
        .out()
        .printf(
            "%s: %d plans, %d kernels, %,d bytes%n",
            out, dump.plans().size(), kernels, page.length());
  }
}
