package dev.quern.cli;

import dev.quern.Quern;
import dev.quern.Tensor;
import dev.quern.cli.RunState.Sequence;
import dev.quern.data.TokenBatches;
import dev.quern.io.Checkpoint;
import dev.quern.models.Gpt;
import dev.quern.optim.AdamW;
import dev.quern.optim.ClipGradNorm;
import dev.quern.optim.ParameterGroup;
import dev.quern.optim.Schedule;
import dev.quern.text.CharacterTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A GPT in training: what one step is, and what a checkpoint keeps of it all. */
final class TrainingRun {
  private final Recipe recipe;
  private final Map<String, Object> text;
  private final TrainedModel trained;
  private final AdamW optimizer;
  private final Schedule schedule;
  private final TokenBatches batches;
  private final Validation validation;
  private int step;
  private double best = Double.POSITIVE_INFINITY;

  private TrainingRun(Recipe recipe, TrainingText text, TrainedModel trained) {
    this.recipe = recipe;
    this.text = text.settings();
    this.trained = trained;
    this.optimizer = optimizer(trained.model(), recipe);
    this.schedule = recipe.schedule();
    CharacterTokenizer tokenizer = trained.tokenizer();
    int context = recipe.context();
    this.batches =
        new TokenBatches(
            text.corpus().train(tokenizer, context), recipe.batch(), context, recipe.seed());
    this.validation = new Validation(text.corpus().validation(tokenizer, context), recipe);
  }

  private static AdamW optimizer(Gpt model, Recipe recipe) {
    List<Tensor> all = model.parameters();
    List<Tensor> matrices = all.stream().filter(tensor -> tensor.dim() >= 2).toList();
    List<Tensor> vectors = all.stream().filter(tensor -> tensor.dim() < 2).toList();
    double lr = recipe.learningRate();
    return new AdamW(
        AdamW.defaults(lr).withBetas(Recipe.BETA1, Recipe.BETA2),
        List.of(
            new ParameterGroup(matrices, lr, Recipe.WEIGHT_DECAY),
            new ParameterGroup(vectors, lr, 0)));
  }

  /** A new run on this thread's device. */
  static TrainingRun start(Recipe recipe, TrainingText text) {
    CharacterTokenizer tokenizer = CharacterTokenizer.of(text.corpus().text());
    text.corpus()
        .validation(tokenizer, recipe.context()); // too short a text shows before the model is made
    Quern.manualSeed(recipe.seed());
    return new TrainingRun(recipe, text, TrainedModel.fresh(recipe, tokenizer));
  }

  /** The run that a checkpoint holds, as if it had never stopped, towards the recipe's steps. */
  static TrainingRun resume(Path folder, Checkpoint checkpoint, RunState state, TrainingText text) {
    TrainingRun run =
        new TrainingRun(state.recipe(), text, TrainedModel.of(folder, checkpoint, state));
    TrainedModel.load(folder, "optimizer", checkpoint.optimizer(), run.optimizer::loadStateDict);
    run.step = state.step();
    run.best = state.best();
    run.batches.skip(run.step);
    state.dropout().restore(Quern.generator());
    return run;
  }

  /**
   * One step: a batch, its loss, gradients, the update. Returns the loss, to be asked for or not.
   */
  Tensor step() {
    TokenBatches.Batch batch = batches.next();
    Tensor loss = trained.model().loss(batch.inputs(), batch.targets());
    optimizer.zeroGrad();
    loss.backward();
    ClipGradNorm.clip(trained.model().parameters(), Recipe.LARGEST_NORM);
    optimizer.lr(schedule.at(step));
    optimizer.step();
    step++;
    return loss;
  }

  /** Saves everything that the rest of the run depends on. */
  void save(Path folder) {
    RunState state =
        new RunState(
            recipe,
            step,
            trained.tokenizer().characters(),
            text,
            best,
            Sequence.of(Quern.generator()));
    Checkpoint.save(
        folder,
        TrainedModel.raw(trained.model().stateDict()),
        TrainedModel.raw(optimizer.stateDict()),
        state.json());
  }

  /** Notes a validation loss. */
  void validated(double loss) {
    best = Math.min(best, loss);
  }

  double best() {
    return best;
  }

  Recipe recipe() {
    return recipe;
  }

  TrainedModel trained() {
    return trained;
  }

  Validation validation() {
    return validation;
  }

  /** Steps done. */
  int steps() {
    return step;
  }
}
