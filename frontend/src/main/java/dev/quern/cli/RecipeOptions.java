package dev.quern.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a model is trained, and which, turned into a {@link Recipe}. */
final class RecipeOptions {
  private static final Set<String> MAY_CHANGE = Set.of("steps", "eval-every"); // when resumed

  @Option(names = "--steps", paramLabel = "N", description = "Steps in all (default: 2000).")
  private Optional<Integer> steps = Optional.empty();

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "The highest learning rate (default: 0.002).")
  private Optional<Double> learningRate = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of weights, batches and dropout (default: 1337).")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--eval-every",
      paramLabel = "N",
      description = "Steps between validations, each followed by a checkpoint (default: 250).")
  private Optional<Integer> evalEvery = Optional.empty();

  @Mixin private ModelOptions model;

  /** The recipe with what was given here in place of its own. */
  Recipe over(Recipe recipe) {
    Recipe sizes = model.over(recipe);
    return new Recipe(
        sizes.layers(),
        sizes.heads(),
        sizes.width(),
        sizes.context(),
        sizes.dropout(),
        sizes.exactGelu(),
        sizes.batch(),
        steps.orElse(recipe.steps()),
        evalEvery.orElse(recipe.evalEvery()),
        learningRate.orElse(recipe.learningRate()),
        seed.orElse(recipe.seed()));
  }

  /** A run is resumed with its own settings: it is misuse to give another value. */
  void checkSame(Path folder, Recipe saved) {
    Map<String, Object> given = over(saved).settings();
    saved
        .settings()
        .forEach(
            (name, value) -> {
              if (!MAY_CHANGE.contains(name) && !value.equals(given.get(name))) {
                throw new UsageException(
                    "--%s: %s, but the run in %s has %s; leave it out to go on with that"
                        .formatted(name, given.get(name), folder, value));
              }
            });
  }
}
