package dev.quern.cli;

import dev.quern.runtime.dump.Dump;
import dev.quern.runtime.dump.DumpOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The options of every command that say what is dumped while it runs, and whether kernels are
 * fused.
 */
final class DumpSettings {
  private static final String FUSION = "quern.fusion";

  /** What {@code --fusion} may be. */
  enum Switch {
    ON,
    OFF;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--dump",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR",
      description =
          "Write every kernel that the command uses to a folder, for 'quern kernels' (also: QUERN_DUMP).")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--dump-values",
      scope = ScopeType.INHERIT,
      description = "Write each kernel's inputs and outputs too, of each plan's first run.")
  private boolean values;

  @Option(
      names = "--dump-timings",
      scope = ScopeType.INHERIT,
      description = "Time each launch, one at a time, and write that too.")
  private boolean timings;

  @Option(
      names = "--fusion",
      scope = ScopeType.INHERIT,
      paramLabel = "on|off",
      description = "Whether kernels are fused (default: on). Off is for comparison.")
  private Optional<Switch> fusion = Optional.empty();

  private Optional<Path> existing = Optional.empty();

  /**
   * The dump that {@code --dump} names, if it was there before the command and the command reads
   * it.
   */
  Optional<Path> existing() {
    return existing;
  }

  /**
   * Runs a command with these settings.
   *
   * @param reads whether the command reads a dump that is there already
   */
  int around(boolean reads, IntSupplier command) {
    if (folder.isEmpty() && (values || timings)) {
      throw new UsageException(
          (values ? "--dump-values" : "--dump-timings") + ": needs --dump DIR too");
    }
    Optional<String> before = Optional.ofNullable(System.getProperty(FUSION));
    fusion.ifPresent(on -> System.setProperty(FUSION, on.toString()));
    existing = folder.filter(path -> reads && Files.exists(path.resolve("index.jsonl")));
    try {
      if (folder.isEmpty() || existing.isPresent()) {
        return command.getAsInt();
      }
      try (Dump unused = Dump.to(new DumpOptions(folder.get(), values, timings))) {
        return command.getAsInt();
      }
    } finally {
      before.ifPresentOrElse(
          set -> System.setProperty(FUSION, set), () -> System.clearProperty(FUSION));
    }
  }
}
