package dev.quern.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which GPT, turned into the sizes of a {@link Recipe}. */
final class ModelOptions {
  /** How {@code --gelu} can be computed. */
  enum Gelu {
    TANH,
    EXACT;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Option(
      names = "--layers",
      paramLabel = "N",
      description = "Blocks of attention and multi-layer perceptron (default: 4).")
  private Optional<Integer> layers = Optional.empty();

  @Option(names = "--heads", paramLabel = "N", description = "Attention heads (default: 4).")
  private Optional<Integer> heads = Optional.empty();

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Numbers a position, a multiple of the heads (default: 128).")
  private Optional<Integer> width = Optional.empty();

  @Option(
      names = "--context",
      paramLabel = "N",
      description = "Characters that the model sees at once (default: 64).")
  private Optional<Integer> context = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Windows of text a step (default: 12).")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Probability with which activations are zeroed in training (default: 0).")
  private Optional<Double> dropout = Optional.empty();

  @Option(
      names = "--gelu",
      paramLabel = "KIND",
      description =
          "The activation's normal distribution: ${COMPLETION-CANDIDATES} (default: exact).")
  private Optional<Gelu> gelu = Optional.empty();

  /** The recipe with what was given here in place of its own. */
  Recipe over(Recipe recipe) {
    return new Recipe(
        layers.orElse(recipe.layers()),
        heads.orElse(recipe.heads()),
        width.orElse(recipe.width()),
        context.orElse(recipe.context()),
        dropout.orElse(recipe.dropout()),
        gelu.map(kind -> kind == Gelu.EXACT).orElse(recipe.exactGelu()),
        batch.orElse(recipe.batch()),
        recipe.steps(),
        recipe.evalEvery(),
        recipe.learningRate(),
        recipe.seed());
  }
}
