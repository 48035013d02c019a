package dev.quern.cli;

import dev.quern.io.BadFileException;
import dev.quern.io.JsonObject;
import dev.quern.models.Gpt;
import dev.quern.nn.Activation;
import dev.quern.optim.Schedule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All numbers that a training run depends on beside its text: sizes of the model, then of the
 * training.
 *
 * <p>The standard values and the constants are those of nanoGPT's recipe for a CPU, but for the
 * learning rate, which is twice as high: a model this small learns more from it (on tinyshakespeare
 * the validation loss ends at 1.80 in place of 1.91, the median of three seeds).
 *
 * @param width of the residual stream; a multiple of {@code heads}
 * @param context characters that the model sees at once
 * @param exactGelu by the error function, not by tanh
 * @param batch windows a step
 * @param steps in all
 * @param evalEvery so many steps the loss is validated and a checkpoint saved
 * @param learningRate the highest, after the warm-up
 */
record Recipe(
    int layers,
    int heads,
    int width,
    int context,
    double dropout,
    boolean exactGelu,
    int batch,
    int steps,
    int evalEvery,
    double learningRate,
    long seed) {

  static final Recipe STANDARD = new Recipe(4, 4, 128, 64, 0, true, 12, 2000, 250, 2e-3, 1337);

  static final double BETA1 = 0.9;
  static final double BETA2 = 0.99;
  static final double WEIGHT_DECAY = 0.1; // of matrices
  static final double LARGEST_NORM = 1.0; // of all gradients together
  private static final int WARM_UP = 100;
  private static final double LAST_RATE = 0.1; // of the highest

  /** The longest array of the JVM holds one matrix of the model. */
  private static final long MOST_ELEMENTS = Integer.MAX_VALUE;

  /** Short runs warm up in a tenth of their steps. */
  private int warmUp() {
    return Math.min(WARM_UP, steps / 10);
  }

  /** The learning rate of each step: linear warm-up, then half a cosine down to a tenth. */
  Schedule schedule() {
    return Schedule.warmupCosine(learningRate, learningRate * LAST_RATE, warmUp(), steps);
  }

  /** The model for a text of so many different characters. */
  Gpt.Config model(int vocabulary) {
    return Gpt.Config.of(layers, heads, width, context, vocabulary)
        .withActivation(exactGelu ? Activation.GELU : Activation.GELU_TANH)
        .withDropout(dropout);
  }

  /** The values by the names of their options, without dashes: what a checkpoint keeps. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("layers", layers);
    settings.put("heads", heads);
    settings.put("width", width);
    settings.put("context", context);
    settings.put("dropout", dropout);
    settings.put("gelu", exactGelu ? "exact" : "tanh");
    settings.put("batch", batch);
    settings.put("steps", steps);
    settings.put("eval-every", evalEvery);
    settings.put("lr", learningRate);
    settings.put("seed", seed);
    return settings;
  }

  /** From what {@link #settings} wrote. */
  static Recipe of(JsonObject settings) {
    String gelu = settings.text("gelu");
    if (!gelu.equals("exact") && !gelu.equals("tanh")) {
      throw new BadFileException(
          settings.source(), "\"gelu\" is \"" + gelu + "\", needs \"exact\" or \"tanh\"");
    }
    Recipe recipe =
        new Recipe(
            size(settings, "layers"),
            size(settings, "heads"),
            size(settings, "width"),
            size(settings, "context"),
            settings.number("dropout"),
            gelu.equals("exact"),
            size(settings, "batch"),
            size(settings, "steps"),
            size(settings, "eval-every"),
            settings.number("lr"),
            settings.integer("seed"));
    if (recipe.problem().isPresent()) {
      throw new BadFileException(settings.source(), recipe.problem().get());
    }
    return recipe;
  }

  private static int size(JsonObject settings, String name) {
    long value = settings.integer(name);
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw new BadFileException(settings.source(), name + ": " + value + " is out of range");
    }
    return (int) value;
  }

  /** This recipe, whose numbers came from options; it is misuse if they can't be. */
  Recipe checked() {
    if (problem().isPresent()) {
      throw new UsageException("--" + problem().get());
    }
    return this;
  }

  /** What makes these numbers impossible: the setting's name, a colon, and what is wrong. */
  Optional<String> problem() {
    return Stream.of(
            positive("layers", layers),
            positive("heads", heads),
            positive("width", width),
            positive("context", context),
            positive("batch", batch),
            positive("steps", steps),
            positive("eval-every", evalEvery),
            problem(
                dropout >= 0 && dropout < 1,
                "dropout: " + dropout + ", needs 0 or more and less than 1"),
            problem(
                learningRate > 0 && learningRate < Double.POSITIVE_INFINITY,
                "lr: " + learningRate + ", needs more than 0"),
            problem(
                heads < 1 || width % heads == 0,
                "width: " + width + " is not divisible by heads: " + heads),
            fits("width", 4L * width * width, "matrices"),
            fits("batch", (long) batch * context * width * 4, "activations"),
            fits("context", (long) batch * heads * context * context, "attention scores"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> positive(String name, int value) {
    return problem(value > 0, name + ": " + value + ", needs 1 or more");
  }

  private static Optional<String> fits(String name, long elements, String what) {
    return problem(
        elements >= 0 && elements <= MOST_ELEMENTS,
        name
            + ": makes %s of %,d elements, at most %,d fit"
                .formatted(what, elements, MOST_ELEMENTS));
  }

  private static Optional<String> problem(boolean fine, String text) {
    return fine ? Optional.empty() : Optional.of(text);
  }
}
