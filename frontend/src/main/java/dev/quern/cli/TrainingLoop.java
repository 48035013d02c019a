package dev.quern.cli;

import dev.quern.Tensor;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The loop of {@code quern train}: steps, and now and then a loss, a validation and a checkpoint. */
final class TrainingLoop {
  private static final int STEPS_BETWEEN_LOSSES = 10;

  private final TrainingRun run;
  private final Path folder;
  private final int evalEvery;
  private final int steps;
  private long trained; // nanoseconds in steps, validations and saves left out
  private long reported; // of those, when the speed was last told
  private int reportedStep;

  /** {@code evalEvery} so many steps the loss is validated and a checkpoint saved in {@code folder}. */
  TrainingLoop(TrainingRun run, Path folder, int evalEvery) {
    this.run = run;
    this.folder = folder;
    this.evalEvery = evalEvery;
    this.steps = run.recipe().steps();
    this.reportedStep = run.steps();
  }

  /** Trains to the last step, or until interrupted; then the folder holds what was reached. */
  void run(Progress progress, Interruption interruption) {
    int next = run.steps() + 1; // step whose loss is asked for: it stays on the device for all others
    while (run.steps() < steps && !interruption.requested()) {
      long start = System.nanoTime();
      Tensor loss = run.step();
      if (run.steps() >= next) {
        double value = loss.item();
        trained += System.nanoTime() - start;
        tell(progress, value);
        next = Math.min(steps, run.steps() / STEPS_BETWEEN_LOSSES * STEPS_BETWEEN_LOSSES + STEPS_BETWEEN_LOSSES);
      } else {
        trained += System.nanoTime() - start;
      }
      if (run.steps() % evalEvery == 0 && run.steps() < steps) {
        validate(progress);
      }
    }
    run.save(folder);
  }

  private void tell(Progress progress, double loss) {
    if (Double.isNaN(loss)) {
      throw new CommandException(
          "the loss of step %,d is not a number (NaN), a lower --lr may help; %s holds an earlier step"
              .formatted(run.steps(), folder));
    }
    progress.step(run.steps(), loss, speed());
  }

  /** Tokens a second since the last question. */
  private double speed() {
    long tokens = (long) (run.steps() - reportedStep) * tokensOfAStep();
    double seconds = (trained - reported) / (double) TimeUnit.SECONDS.toNanos(1);
    reported = trained;
    reportedStep = run.steps();
    return tokens / seconds;
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

  /** Such as {@code 123 s, 12,345 tokens/s}: of all steps of this run, compiling included. */
  String summary(int steps) {
    double seconds = trained / (double) TimeUnit.SECONDS.toNanos(1);
    return String.format(
        Locale.ROOT, "%.1f s, %,.0f tokens/s", seconds, steps * tokensOfAStep() / seconds);
  }
}
