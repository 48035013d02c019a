package dev.quern.cli;

import dev.quern.Quern;
import dev.quern.io.Checkpoint;
import dev.quern.models.Gpt.Sampling;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code quern generate}: a checkpoint and a prompt turned into text. */
@Command(
    name = "generate",
    sortOptions = false,
    description = "Continues a prompt with a model that 'quern train' has made.",
    footer = {
      "",
      "The same checkpoint, prompt, options and seed give the same text.",
      "",
      "Examples:",
      "  quern generate --checkpoint quern-out",
      "  quern generate --checkpoint quern-out --prompt \"final class\" --tokens 500",
      "  quern generate --checkpoint quern-out --temperature 0     the likeliest character each"
          + " time",
      "  quern generate --checkpoint quern-out --top-p 0.9 --seed 7"
    })
final class GenerateCommand implements Runnable {
  private final Terminal terminal;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      required = true,
      description = "The folder that 'quern train' saved in.")
  private Path checkpoint;

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What to continue (default: the beginning of a line).")
  private String prompt;

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "300",
      description = "Characters to add (default: 300).")
  private int tokens;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      defaultValue = "0.8",
      description = "Below 1 likely characters get likelier; 0 takes the likeliest (default: 0.8).")
  private double temperature;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      defaultValue = "0",
      description = "Choose among the N likeliest characters; 0 is all (default: 0).")
  private int topK;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      defaultValue = "1",
      description = "Choose among the likeliest that together have this probability (default: 1).")
  private double topP;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the choices (default: a random one).")
  private Optional<Long> seed = Optional.empty();

  @Mixin private DeviceOption device;

  GenerateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    check(tokens >= 0, "--tokens: " + tokens + ", needs 0 or more");
    check(
        temperature >= 0 && temperature < Double.POSITIVE_INFINITY,
        "--temperature: " + temperature + ", needs 0 or more");
    check(topK >= 0, "--top-k: " + topK + ", needs 0 or more");
    check(topP > 0 && topP <= 1, "--top-p: " + topP + ", needs more than 0 and at most 1");
    Quern.use(device.device());
    Checkpoint saved = Checkpoint.load(checkpoint);
    TrainedModel trained = TrainedModel.of(checkpoint, saved, RunState.of(saved.state()));
    checkPrompt(trained);
    long chosen = seed.orElseGet(() -> ThreadLocalRandom.current().nextLong(1L << 32));
    new Continuation(trained, terminal.out())
        .print(prompt, tokens, new Sampling(temperature, topK, topP, chosen));
  }

  private void checkPrompt(TrainedModel trained) {
    try {
      trained.tokenizer().encode(prompt);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--prompt: " + e.getMessage(), e);
    }
  }

  private static void check(boolean fine, String problem) {
    if (!fine) {
      throw new UsageException(problem);
    }
  }
}
