package dev.quern.cli;

import dev.quern.runtime.replay.ReplayInputs;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what a text is run on, turned into its inputs. */
final class InputsOption {
  @Option(
      names = "--inputs",
      paramLabel = "FILE",
      description = "Tensors N or before.N by slot N, and 'scalars' of a nest; others are drawn.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of what is drawn (default: 0).")
  private long seed;

  ReplayInputs values() {
    return file.map(path -> ReplayInputs.read(path, seed))
        .orElseGet(() -> ReplayInputs.random(seed));
  }

  /** Where the inputs come from, for a title. */
  @Override
  public String toString() {
    return file.map(Path::toString).orElse("values drawn by seed " + seed);
  }
}
