package dev.quern.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.io.Checkpoint;
import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import dev.quern.io.RawTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each misuse is one line that says what was wrong and what is needed, and the right exit code. */
final class MisuseTest {
  private static final String TINY =
      " --layers 1 --heads 2 --width 8 --context 4 --batch 2 --steps 2 --sample 0 --device"
          + " reference";

  @TempDir static Path folder;

  @BeforeAll
  static void aTrainedModel() throws IOException {
    Files.writeString(folder.resolve("text"), "to be or not to be\n".repeat(20));
    Files.writeString(folder.resolve("short"), "to be or not to be, that is the question");
    Files.writeString(folder.resolve("empty"), "");
    Files.writeString(folder.resolve("other"), "something else entirely: ÄÖÜ\n".repeat(9));
    Files.write(folder.resolve("latin1"), new byte[] {'a', (byte) 0xe9, 'b'});
    Invocation trained = run("train --text @text --out @trained" + TINY);
    assertEquals(0, trained.code(), trained.err());
  }

  /** A word {@code @name} stands for a path in the test's folder. */
  private static Invocation run(String words) {
    return Invocation.of(words.replace("@", folder + "/"), List.of());
  }

  private static void misused(int code, String words, String... expected) {
    Invocation run = run(words);
    assertEquals(code, run.code(), words + ": " + run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("quern"), run.err());
    for (String part : expected) {
      String text = part.replace("@", folder + "/");
      assertTrue(run.err().contains(text), run.err() + " lacks: " + text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trian                               | unmatched argument at index 0: 'trian', did you mean train?
          train --step 3                      | unknown options: '--step', '3', did you mean --steps?
          train --steps many                  | invalid value for option '--steps': 'many' is not an int
          train --steps                       | missing required parameter for option '--steps' (N)
          train --steps 0                     | --steps: 0, needs 1 or more
          train --layers -1                   | --layers: -1, needs 1 or more
          train --heads 0                     | --heads: 0, needs 1 or more
          train --width 0                     | --width: 0, needs 1 or more
          train --context 0                   | --context: 0, needs 1 or more
          train --batch -5                    | --batch: -5, needs 1 or more
          train --width 100 --heads 3         | --width: 100 is not divisible by heads: 3
          train --width 1000000               | --width: makes matrices of 4,000,000,000,000 elements
          train --batch 3000000               | --batch: makes activations of
          train --dropout 1                   | --dropout: 1.0, needs 0 or more and less than 1
          train --dropout NaN                 | --dropout: NaN, needs 0 or more and less than 1
          train --lr 0                        | --lr: 0.0, needs more than 0
          train --lr Infinity                 | --lr: Infinity, needs more than 0
          train --eval-every 0                | --eval-every: 0, needs 1 or more
          train --sample -1                   | --sample: -1, needs 0 or more
          train --gelu erf                    | invalid value for option '--gelu'
          train --device abacus               | --device: device abacus: there is none of this name; use java
          train --device opencl:x             | --device: device opencl:x: there is none of this name
          train --text @text --out @trained   | holds a checkpoint already; --resume goes on with it
          train --resume @trained             | --resume: @trained is at step 2, --steps higher than that goes on
          train --resume @trained --steps 2   | is at step 2, --steps higher than that goes on
          train --resume @trained --steps 0   | --steps: 0, needs 1 or more
          train --resume @trained --steps 9 --width 16  | --width: 16, but the run in @trained has 8
          train --resume @trained --steps 9 --layers 2  | --layers: 2, but the run in @trained has 1
          train --resume @trained --steps 9 --lr 0.5    | --lr: 0.5, but the run in @trained has 0.002
          train --resume @trained --steps 9 --seed 1    | --seed: 1, but the run in @trained has 1337
          generate                                      | missing required option: '--checkpoint=DIR'
          generate --checkpoint @trained --tokens -1    | --tokens: -1, needs 0 or more
          generate --checkpoint @trained --temperature -1 | --temperature: -1.0, needs 0 or more
          generate --checkpoint @trained --top-k -1     | --top-k: -1, needs 0 or more
          generate --checkpoint @trained --top-p 0      | --top-p: 0.0, needs more than 0 and at most 1
          generate --checkpoint @trained --top-p 1.1    | --top-p: 1.1, needs more than 0 and at most 1
          generate --checkpoint @trained --prompt toby! | --prompt: encode: unknown character 'y' (U+0079) at position 3
          kernels                                       | a command is needed
          kernels list --program tetris                 | invalid value for option '--program'
          kernels list --program softmax --device reference | --device: reference compiles no kernels
          kernels show                                  | missing required parameter: 'KERNEL'
          kernels show 99 --program softmax --device null | 99: no kernel of this name or number
          kernels show 1 --program softmax --device null --stage bytecode | invalid value for option '--stage'
          devices now                                   | unmatched argument at index 1: 'now'
          """)
  void badArgumentsAreMisuse(String words, String expected) {
    misused(2, words, expected);
  }

  @Test
  void noCommandIsMisuse() {
    Invocation run = Invocation.of();
    assertEquals(2, run.code());
    assertEquals("quern: a command is needed (see 'quern --help')", run.err().strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train --text @absent            | @absent: no such file or folder
          train --text @empty             | @empty: is empty, a text to train on is needed
          train --text @latin1            | @latin1: byte 0xe9 at offset 1 is not UTF-8
          train --text @short             | @short: 4 characters in the validation split, a context of 64 needs at least 65
          train --text @text --context 4 --out @text | @text: is a file, a checkpoint is a folder
          train --text @text --context 4 --out @text/below | @text/below: cannot make the folder
          train --resume @absent          | @absent: no such folder, a checkpoint is a folder
          train --resume @text            | @text: is a file, a checkpoint is a folder
          train --resume @trained --steps 9 --text @other | @other: encode: unknown character
          generate --checkpoint @absent   | @absent: no such folder, a checkpoint is a folder
          """)
  void badFilesAreFailures(String words, String expected) {
    misused(
        1, words + (words.contains("resume") ? " --device reference" : " --device null"), expected);
  }

  @Test
  void changedTextIsNotResumedSilently() throws IOException {
    Path text = folder.resolve("changing");
    Files.writeString(text, "to be or not to be\n".repeat(20));
    run("train --text @changing --out @changed" + TINY);
    Files.writeString(text, "to be or not to be\n".repeat(21));
    misused(
        1,
        "train --resume @changed --steps 3 --device reference",
        "@changing: has changed since the checkpoint, 380 bytes then and 399 now; --text FILE");
  }

  @Test
  void truncatedCheckpointIsRefused() throws IOException {
    Path model = copyOfTrained("truncated", "model");
    byte[] bytes = Files.readAllBytes(model);
    Files.write(model, Arrays.copyOf(bytes, bytes.length - 10));
    misused(1, "generate --checkpoint @truncated", model + ": damaged, it has ");
    misused(1, "train --resume @truncated --steps 9", model + ": damaged, it has ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          layers     | 2      | the model does not fit the checkpoint's recipe: loadStateDict: missing: blocks.1.
          width      | 12     | the model does not fit the checkpoint's recipe: loadStateDict: wte.weight is
          width      | 9      | width: 9 is not divisible by heads: 2
          batch      | 0      | batch: 0, needs 1 or more
          steps      | 1      | "step" is 2, needs 0 to 1
          heads      | 3e9    | "heads" is the number 3.0E9, needs a whole number
          layers     | 99999999999 | layers: 99999999999 is out of range
          gelu       | "erf"  | "gelu" is "erf", needs "exact" or "tanh"
          """)
  void lyingCheckpointIsRefused(String setting, String value, String expected) {
    Checkpoint trained = Checkpoint.load(folder.resolve("trained"));
    Map<String, Object> state = new LinkedHashMap<>(trained.state().members());
    Map<String, Object> recipe = new LinkedHashMap<>(trained.state().object("recipe").members());
    recipe.put(setting, Json.parse("test", value));
    state.put("recipe", recipe);
    Checkpoint.save(folder.resolve("lying"), trained.model(), trained.optimizer(), state);
    misused(1, "generate --checkpoint @lying --device reference", expected);
  }

  @Test
  void checkpointWithoutStateOfAdamIsNotResumed() {
    Checkpoint trained = Checkpoint.load(folder.resolve("trained"));
    Map<String, RawTensor> optimizer = new LinkedHashMap<>(trained.optimizer());
    optimizer.remove("step");
    Checkpoint.save(
        folder.resolve("stepless"), trained.model(), optimizer, trained.state().members());
    misused(
        1,
        "train --resume @stepless --steps 9 --device reference",
        "@stepless: the optimizer does not fit the checkpoint's recipe: AdamW: state 'step' is"
            + " missing");
  }

  @Test
  void checkpointOfAnotherProgramIsRefused() {
    Map<String, Object> state = Map.of("epoch", 3L);
    Checkpoint.save(folder.resolve("foreign"), Map.of(), Map.of(), state);
    misused(
        1,
        "generate --checkpoint @foreign",
        "state-1.json: \"recipe\" is missing, needs an object");
  }

  @Test
  void traceFollowsTheLineOnlyWhenAskedFor() {
    assertFalse(run("train --text @absent --device null").err().contains("\tat "));
    assertTrue(run("--trace train --text @absent --device null").err().contains("\tat "));
    assertTrue(run("train --text @absent --trace --device null").err().contains("\tat "));
  }

  private static Path copyOfTrained(String name, String part) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    Path found = copy;
    try (Stream<Path> files = Files.list(folder.resolve("trained"))) {
      for (Path file : files.toList()) {
        Path target = Files.copy(file, copy.resolve(file.getFileName()));
        found = file.getFileName().toString().startsWith(part) ? target : found;
      }
    }
    return found;
  }

  @Test
  void stateNamesWhatTheRunWas() {
    JsonObject state = Checkpoint.load(folder.resolve("trained")).state();
    assertEquals(2, state.integer("step"));
    assertEquals(folder.resolve("text").toString(), state.object("text").text("file"));
    assertEquals("\n benort", state.text("characters"));
  }
}
