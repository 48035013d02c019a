package dev.quern.cli;

import dev.quern.Tensor;
import dev.quern.io.BadFileException;
import dev.quern.io.Checkpoint;
import dev.quern.io.RawTensor;
import dev.quern.models.Gpt;
import dev.quern.text.CharacterTokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A GPT and its alphabet: the part of a checkpoint that text is generated with. */
record TrainedModel(Gpt model, CharacterTokenizer tokenizer) {

  /** A model with first weights drawn from this thread's generator, on its device. */
  static TrainedModel fresh(Recipe recipe, CharacterTokenizer tokenizer) {
    return new TrainedModel(new Gpt(recipe.model(tokenizer.size())), tokenizer);
  }

  /** The model that a checkpoint's state describes, with the checkpoint's weights. */
  static TrainedModel of(Path folder, Checkpoint checkpoint, RunState state) {
    TrainedModel trained = fresh(state.recipe(), tokenizer(checkpoint, state));
    load(folder, "model", checkpoint.model(), trained.model::loadStateDict);
    return trained;
  }

  private static CharacterTokenizer tokenizer(Checkpoint checkpoint, RunState state) {
    try {
      return CharacterTokenizer.of(state.characters());
    } catch (IllegalArgumentException e) {
      throw new BadFileException(
          checkpoint.state().source(), "\"characters\": " + e.getMessage(), e);
    }
  }

  /** Hands tensors of a checkpoint to who takes them; what does not fit is the file's fault. */
  static void load(
      Path folder, String part, Map<String, RawTensor> raw, Consumer<Map<String, Tensor>> taker) {
    try {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      raw.forEach((name, tensor) -> tensors.put(name, Tensor.of(tensor)));
      taker.accept(tensors);
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      throw new BadFileException(
          folder.toString(),
          "the " + part + " does not fit the checkpoint's recipe: " + e.getMessage(),
          e);
    }
  }

  /** Tensors as a checkpoint takes them. */
  static Map<String, RawTensor> raw(Map<String, Tensor> tensors) {
    Map<String, RawTensor> raw = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> raw.put(name, tensor.raw()));
    return raw;
  }
}
