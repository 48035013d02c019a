package dev.quern.cli;

import dev.quern.Generator;
import dev.quern.io.BadFileException;
import dev.quern.io.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a checkpoint of a training run holds beside tensors, as JSON and back.
 *
 * @param step steps done
 * @param characters of the tokenizer, by token
 * @param text where the text was, and its checksum: {@link TrainingText#settings}
 * @param best the lowest validation loss so far; infinite before the first
 * @param dropout the sequence of this thread's random tensors
 */
record RunState(
    Recipe recipe,
    int step,
    String characters,
    Map<String, Object> text,
    double best,
    Sequence dropout) {

  /** The state of a {@link Generator}. */
  record Sequence(long seed, long draws) {
    static Sequence of(Generator generator) {
      return new Sequence(generator.seed(), generator.draws());
    }

    /** Puts a generator into this state. */
    void restore(Generator generator) {
      generator.restore(seed, draws);
    }

    private static Sequence of(JsonObject json) {
      return new Sequence(json.integer("seed"), json.integer("draws"));
    }

    private Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("seed", seed);
      json.put("draws", draws);
      return json;
    }
  }

  /** The same with another recipe. */
  RunState with(Recipe other) {
    return new RunState(other, step, characters, text, best, dropout);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("step", step);
    json.put("best", best);
    json.put("recipe", recipe.settings());
    json.put("text", text);
    json.put("dropout", dropout.json());
    json.put("characters", characters);
    return json;
  }

  /** From what {@link #json} wrote; a {@link BadFileException} says what can't be. */
  static RunState of(JsonObject json) {
    Recipe recipe = Recipe.of(json.object("recipe"));
    long step = json.integer("step");
    if (step < 0 || step > recipe.steps()) {
      throw new BadFileException(
          json.source(), "\"step\" is " + step + ", needs 0 to " + recipe.steps());
    }
    String characters = json.text("characters");
    if (characters.isEmpty()) {
      throw new BadFileException(
          json.source(), "\"characters\" is empty, a model knows at least one");
    }
    return new RunState(
        recipe,
        (int) step,
        characters,
        json.object("text").members(),
        json.number("best"),
        Sequence.of(json.object("dropout")));
  }
}
