package dev.quern.cli;

import dev.quern.Tensor;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The loop of {@code quern train}: steps, and now and then a loss, a validation and a checkpoint.
 */
final class TrainingLoop {
  private static final int STEPS_BETWEEN_LOSSES = 10;

  private final TrainingRun run;
  private final Path folder;
  private final int first; // steps done before
  private final int steps;
  private final Stopwatch watch = new Stopwatch();

  /** Checkpoints are saved in {@code folder}. */
  TrainingLoop(TrainingRun run, Path folder) {
    this.run = run;
    this.folder = folder;
    this.first = run.steps();
    this.steps = run.recipe().steps();
  }

  /** Trains to the last step, or until interrupted; then the folder holds what was reached. */
  void run(Progress progress, Interruption interruption) {
    while (run.steps() < steps && !interruption.requested()) {
      watch.start();
      Tensor loss = run.step();
      // The loss stays on the device but for these steps: asking for it waits for the device.
      boolean asked = run.steps() % STEPS_BETWEEN_LOSSES == 0 || isFirst() || run.steps() == steps;
      OptionalDouble value = asked ? OptionalDouble.of(loss.item()) : OptionalDouble.empty();
      watch.stop(tokensOfAStep(), isFirst());
      value.ifPresent(number -> tell(progress, number));
      if (run.steps() % run.recipe().evalEvery() == 0 && run.steps() < steps) {
        validate(progress);
      }
    }
    run.save(folder);
  }

  /** The first step of this process, which compiles. */
  private boolean isFirst() {
    return run.steps() == first + 1;
  }

  private void tell(Progress progress, double loss) {
    if (Double.isNaN(loss)) {
      throw new CommandException(
          "the loss of step %,d is not a number (NaN), a lower --lr may help; %s holds an earlier step"
              .formatted(run.steps(), folder));
    }
    progress.step(run.steps(), loss, watch.lap());
  }

  private long tokensOfAStep() {
    return (long) run.recipe().batch() * run.recipe().context();
  }

  private void validate(Progress progress) {
    double loss = run.validation().estimate(run.trained().model());
    run.validated(loss);
    run.save(folder);
    progress.line(
        String.format(
            Locale.ROOT,
            "step %,d of %,d: validation loss %.4f (estimate), checkpoint saved",
            run.steps(),
            steps,
            loss));
  }

  /** Such as {@code 100 steps in 12.3 s, the first in 2.5 s, 12,345 tokens/s after it}. */
  String summary() {
    return String.format(Locale.ROOT, "%,d steps in %s", run.steps() - first, watch);
  }
}
