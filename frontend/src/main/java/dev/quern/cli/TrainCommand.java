package dev.quern.cli;

import dev.quern.Quern;
import dev.quern.io.Checkpoint;
import dev.quern.models.Gpt.Sampling;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code quern train}: options turned into a training run, its loop, and what is printed around it.
 */
@Command(
    name = "train",
    sortOptions = false,
    description = {
      "Trains a GPT on text, character by character, and prints a sample at the end.",
      "The first nine tenths of the text are trained on, the rest is validated with. AdamW with"
          + " betas 0.9 and 0.99, weight decay 0.1 on matrices, gradients clipped at norm 1; the"
          + " learning rate rises for 100 steps (a tenth of a short run), then falls to a tenth of"
          + " --lr."
    },
    footer = {
      "",
      "Ctrl-C saves a checkpoint and says how to go on.",
      "",
      "Examples:",
      "  quern train",
      "  quern train --text shakespeare.txt --out shakespeare",
      "  quern train --layers 2 --heads 2 --width 64 --steps 200",
      "  quern train --resume shakespeare --steps 5000"
    })
final class TrainCommand implements Callable<Integer> {
  private static final int INTERRUPTED = 130; // as shells report Ctrl-C
  private static final Path USUAL_FOLDER = Path.of("quern-out");

  private final Terminal terminal;

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "A UTF-8 file (default: the sources of Quern itself).")
  private Optional<Path> text = Optional.empty();

  @Mixin private RecipeOptions settings;
  @Mixin private DeviceOption device;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for checkpoints (default: quern-out, or quern-out-2 and so on, whichever holds"
              + " none yet).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Goes on with the run whose checkpoint this folder holds, with that run's settings and"
              + " text; --steps may be higher, which also stretches the learning rate's fall.")
  private Optional<Path> resume = Optional.empty();

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "300",
      description = "Characters of the sample at the end (default: 300).")
  private int sample;

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    check(sample >= 0, "--sample: " + sample + ", needs 0 or more");
    Optional<Recipe> started = // checked before anything slow
        resume.isPresent()
            ? Optional.empty()
            : Optional.of(settings.over(Recipe.STANDARD).checked());
    Quern.use(device.device());
    Path folder = folder();
    TrainingRun run =
        started
            .map(recipe -> TrainingRun.start(recipe, shown(TrainingText.of(text))))
            .orElseGet(() -> resumed(resume.orElseThrow()));
    introduce(run, folder);
    run.save(folder);
    return train(run, folder);
  }

  private Path folder() {
    if (out.isEmpty() && resume.isPresent()) {
      return resume.get();
    }
    Path folder = out.orElse(USUAL_FOLDER);
    for (int number = 2; out.isEmpty() && Checkpoint.isIn(folder); number++) {
      folder = Path.of(USUAL_FOLDER + "-" + number);
    }
    boolean own = resume.isPresent() && same(resume.get(), folder);
    check(
        own || !Checkpoint.isIn(folder),
        "--out: "
            + folder
            + " holds a checkpoint already; --resume goes on with it, another folder keeps both");
    return folder;
  }

  private static boolean same(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private TrainingRun resumed(Path from) {
    Checkpoint checkpoint = Checkpoint.load(from);
    RunState state = RunState.of(checkpoint.state());
    settings.checkSame(from, state.recipe());
    Recipe recipe = settings.over(state.recipe()).checked();
    check(
        state.step() < recipe.steps(),
        "--resume: %s is at step %,d, --steps higher than that goes on"
            .formatted(from, state.step()));
    TrainingText on =
        text.isPresent()
            ? TrainingText.of(text)
            : TrainingText.remembered(checkpoint.state().object("text"));
    return TrainingRun.resume(from, checkpoint, state.with(recipe), shown(on));
  }

  private static void check(boolean fine, String problem) {
    if (!fine) {
      throw new UsageException(problem);
    }
  }

  private TrainingText shown(TrainingText on) {
    String name = (on.file().isPresent() ? "" : "the sources of Quern in ") + on.corpus().name();
    print("text: %s, %,d characters", name, on.corpus().characters());
    return on;
  }

  private void introduce(TrainingRun run, Path folder) {
    Recipe recipe = run.recipe();
    print(
        "model: layers %d, heads %d, width %d, context %d; %,d parameters, %d characters known",
        recipe.layers(),
        recipe.heads(),
        recipe.width(),
        recipe.context(),
        run.trained().model().parameterCount(),
        run.trained().tokenizer().size());
    print("device: %s", Quern.device().description());
    print("checkpoints: %s", folder);
    if (run.steps() > 0) {
      print("resumed at step %,d", run.steps());
    }
  }

  private Integer train(TrainingRun run, Path folder) {
    TrainingLoop loop = new TrainingLoop(run, folder);
    Runnable overdue =
        () -> {
          terminal
              .err()
              .println("quern train: the step does not end; " + folder + " holds an earlier one");
          terminal.err().flush();
        };
    try (Interruption interruption = Interruption.watch(overdue)) {
      try (Progress progress = Progress.of(terminal, run.steps(), run.recipe().steps())) {
        loop.run(progress, interruption);
      }
      if (interruption.requested()) {
        print("stopped at step %,d; to go on: quern train --resume %s", run.steps(), folder);
        return INTERRUPTED;
      }
    }
    print("trained %s", loop.summary());
    conclude(run, folder);
    return 0;
  }

  private void conclude(TrainingRun run, Path folder) {
    double loss = run.validation().whole(run.trained().model());
    run.validated(loss);
    run.save(folder);
    print(
        "validation loss %.4f over %,d characters; checkpoint in %s",
        loss, run.validation().predictions(), folder);
    if (sample > 0) {
      print("");
      Sampling sampling = new Sampling(0.8, 0, 1, run.recipe().seed());
      new Continuation(run.trained(), terminal.out()).print("", sample, sampling);
      print("%nmore: quern generate --checkpoint %s", folder);
    }
  }

  private void print(String form, Object... values) {
    terminal.out().println(String.format(Locale.ROOT, form, values));
    terminal.out().flush();
  }
}
