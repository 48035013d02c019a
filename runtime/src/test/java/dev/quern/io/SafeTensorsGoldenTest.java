package dev.quern.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that PyTorch's side wrote; skipped where the shared data is missing. */
class SafeTensorsGoldenTest {
  private static final Path ROOT = Path.of(System.getProperty("quern.root", ".."));
  private static final Path GOLDEN = ROOT.resolve("../shared/data/golden/gpt-nano").normalize();

  @BeforeEach
  void needsTheSharedData() {
    assumeTrue(Files.isDirectory(GOLDEN), "skipped: no " + GOLDEN.toAbsolutePath());
  }

  @Test
  void theParametersAreAsManyAsTheConfigurationSays() {
    JsonObject config = JsonObject.read(GOLDEN.resolve("config.json"));
    SafeTensors parameters = SafeTensors.read(GOLDEN.resolve("init.safetensors"));
    long elements =
        parameters.tensors().values().stream().mapToLong(each -> each.floats().length).sum();
    assertEquals(config.integer("parameters"), elements);
    long[] embedding = {config.integer("vocab"), config.integer("n_embd")};
    assertArrayEquals(embedding, parameters.tensors().get("wte").shape());
  }

  @Test
  void theGradientsMatchTheParametersInNameAndShape() {
    SafeTensors parameters = SafeTensors.read(GOLDEN.resolve("init.safetensors"));
    SafeTensors gradients = SafeTensors.read(GOLDEN.resolve("grads-step1.safetensors"));
    assertEquals(parameters.tensors().keySet(), gradients.tensors().keySet());
    parameters
        .tensors()
        .forEach(
            (name, parameter) -> {
              RawTensor gradient = gradients.tensors().get(name);
              assertArrayEquals(parameter.shape(), gradient.shape(), name);
              for (float value : gradient.floats()) {
                assertTrue(Float.isFinite(value), name);
              }
            });
  }

  @Test
  void theTokensOfTheBatchAreInTheVocabulary() {
    JsonObject config = JsonObject.read(GOLDEN.resolve("config.json"));
    RawTensor tokens =
        SafeTensors.read(GOLDEN.resolve("batch.safetensors")).tensors().get("tokens");
    assertArrayEquals(
        new long[] {config.integer("batch"), config.integer("block") + 1}, tokens.shape());
    long vocabulary = config.integer("vocab");
    assertTrue(Arrays.stream(tokens.ints()).allMatch(token -> token >= 0 && token < vocabulary));
  }

  @Test
  void aFileWrittenAgainHoldsTheSame(@TempDir Path folder) {
    SafeTensors parameters = SafeTensors.read(GOLDEN.resolve("init.safetensors"));
    parameters.write(folder.resolve("again.safetensors"));
    assertEquals(parameters, SafeTensors.read(folder.resolve("again.safetensors")));
  }
}
