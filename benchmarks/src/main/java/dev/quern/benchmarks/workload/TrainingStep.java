package dev.quern.benchmarks.workload;

import dev.quern.Compiled;
import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.compiler.Program;
import dev.quern.optim.Optimizer;
import dev.quern.runtime.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A training step of Quern's on one batch, as a user writes it: nothing captured, or the whole
 * step.
 *
 * <p>After {@link #result} the learning rate is 0, so that every step that is timed does the same
 * arithmetic on the same numbers, however many there are: a model that has learned its batch by
 * heart would end in denormals.
 */
public final class TrainingStep implements Body {
  /** Steps whose losses are compared. */
  static final int COMPARED = 3;

  private final Optimizer optimizer;
  private final Supplier<Tensor> step;

  private TrainingStep(Optimizer optimizer, Supplier<Tensor> step) {
    this.optimizer = optimizer;
    this.step = step;
  }

  /** Nothing annotated. */
  static TrainingStep plain(Optimizer optimizer, Supplier<Tensor> loss) {
    return new TrainingStep(optimizer, () -> stepped(optimizer, loss));
  }

  /** The step captured once and replayed. */
  static TrainingStep captured(Optimizer optimizer, Supplier<Tensor> loss) {
    Compiled step = Compiled.of(none -> List.of(stepped(optimizer, loss)));
    return new TrainingStep(optimizer, () -> step.call().get(0));
  }

  private static Tensor stepped(Optimizer optimizer, Supplier<Tensor> loss) {
    optimizer.zeroGrad();
    Tensor value = loss.get();
    value.backward();
    optimizer.step();
    return value;
  }

  /** Forward, backward, update; returns the loss before the update. */
  public double step() {
    return step.get().item();
  }

  @Override
  public void run() {
    step();
  }

  @Override
  public float[] result() {
    float[] losses = new float[COMPARED];
    for (int i = 0; i < COMPARED; i++) {
      losses[i] = (float) step();
    }
    optimizer.lr(0);
    return losses;
  }

  @Override
  public Map<String, Double> notes() {
    Optional<Program> last = Evaluation.lastProgram(Quern.device());
    Map<String, Double> notes = new LinkedHashMap<>();
    last.ifPresent(program -> notes.put("kernels", (double) program.launches().size()));
    return notes;
  }
}
