package dev.quern.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  @TempDir private Path temporary;

  @Test
  void whatIsSavedIsLoaded() {
    Map<String, RawTensor> model = Map.of("wte", RawTensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    Map<String, RawTensor> optimizer = Map.of("wte.moment", RawTensor.of(new double[] {5}, 1));
    Map<String, Object> state =
        Map.of(
            "step",
            7,
            "seed",
            Long.MIN_VALUE,
            "bestLoss",
            Double.POSITIVE_INFINITY,
            "characters",
            "\n \"é𝄞",
            "config",
            Map.of("heads", 4L));
    Checkpoint.save(folder(), model, optimizer, state);
    Checkpoint loaded = Checkpoint.load(folder());
    assertEquals(model, loaded.model());
    assertEquals(optimizer, loaded.optimizer());
    assertEquals(7, loaded.state().integer("step"));
    assertEquals(Long.MIN_VALUE, loaded.state().integer("seed"));
    assertEquals(Double.POSITIVE_INFINITY, loaded.state().number("bestLoss"));
    assertEquals("\n \"é𝄞", loaded.state().text("characters"));
    assertEquals(4, loaded.state().object("config").integer("heads"));
  }

  @Test
  void aSaveReplacesTheOneBeforeAndLeavesNothingOfIt() throws IOException {
    for (int step = 1; step <= 3; step++) {
      save(step);
      assertEquals(step, checkedStep(folder()));
      assertEquals(complete(step), names());
    }
  }

  @Test
  void theSameSaveMakesTheSameFiles() throws IOException {
    save(1);
    save(temporary.resolve("other"), 1);
    for (String name : complete(1)) {
      assertEquals(
          -1, Files.mismatch(folder().resolve(name), temporary.resolve("other").resolve(name)));
    }
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Files.createDirectories(folder());
    List<String> others =
        List.of(".model.swp", "log.txt", "model-1.safetensors.bak", "model.safetensors");
    for (String name : others) {
      Files.writeString(folder().resolve(name), "mine");
    }
    save(1);
    save(2);
    assertTrue(names().containsAll(others), names().toString());
  }

  @Test
  void aFolderMayBeALink() throws IOException {
    Files.createDirectories(temporary.resolve("real"));
    Files.createSymbolicLink(folder(), temporary.resolve("real"));
    save(1);
    assertEquals(1, checkedStep(temporary.resolve("real")));
  }

  @Test
  void whatIsNoCheckpointIsNamed() throws IOException {
    refused(folder() + ": no such folder, a checkpoint is a folder");
    Files.writeString(folder(), "a file");
    refused(folder() + ": is a file, a checkpoint is a folder");
    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> save(1));
    assertEquals(folder() + ": is a file, a checkpoint is a folder", e.getMessage());
    Files.delete(folder());
    Files.createDirectories(folder());
    refused(folder() + ": not a checkpoint, it has no checkpoint.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model-1.safetensors", "optimizer-1.safetensors", "state-1.json"})
  void aDamagedFileIsNamed(String name) throws IOException {
    save(1);
    Path file = folder().resolve(name);
    byte[] whole = Files.readAllBytes(file);
    byte[] changed = whole.clone();
    changed[whole.length - 3] ^= 4;
    Files.write(file, changed);
    refused(file + ": damaged, its checksum is ");
    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    String sizes =
        String.format("it has %,d bytes, checkpoint.json says %,d", whole.length - 1, whole.length);
    refused(file + ": damaged, " + sizes);
    Files.delete(file);
    refused(file + ": missing, checkpoint.json names it");
  }

  @Test
  void filesOfDifferentSavesDoNotPass() throws IOException {
    save(1);
    save(temporary.resolve("other"), 2);
    String name = "model-1.safetensors";
    Files.delete(folder().resolve(name));
    Files.copy(temporary.resolve("other").resolve(name), folder().resolve(name));
    refused(folder().resolve(name) + ": damaged, its checksum is ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\": 1          | \"version\": 2        | format version 2, this Quern reads 1 to"
            + " 1",
        "\"version\": 1          | \"version\": 0        | format version 0, this Quern reads 1 to"
            + " 1",
        "quern-checkpoint        | other                 | format is \"other\", needs"
            + " \"quern-checkpoint\"",
        "model-1.safetensors     | ../model.safetensors  | \"file\" is \"../model.safetensors\","
            + " needs a plain",
        "\"optimizer\"           | \"optimiser\"         | \"files\": \"optimizer\" is missing,"
            + " needs an object",
        "{                       | [                     | line 2, column 11: Expected",
      })
  void aManifestThatCannotBeFollowedIsNamed(String old, String changed, String message)
      throws IOException {
    save(1);
    Path manifest = folder().resolve("checkpoint.json");
    String text = Files.readString(manifest);
    int at = text.indexOf(old);
    Files.writeString(
        manifest, text.substring(0, at) + changed + text.substring(at + old.length()));
    refused(manifest + ": " + message, manifest + ": \"files\": \"model\": " + message);
  }

  @Test
  void aStateThatJsonCannotHoldFailsBeforeAnythingIsTouched() {
    Map<String, Object> state = Map.of("when", new Date(0));
    assertThrows(
        IllegalArgumentException.class, () -> Checkpoint.save(folder(), Map.of(), Map.of(), state));
    assertTrue(Files.notExists(folder()));
  }

  @Test
  void aFailedSaveLeavesTheOldCheckpointAndNothingElse() throws IOException {
    save(1);
    Files.delete(folder().resolve("checkpoint.json"));
    Files.createDirectories(folder().resolve("checkpoint.json")); // which no file can replace
    UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> save(2));
    assertTrue(e.getMessage().endsWith("it is a folder, a file is needed"), e.getMessage());
    assertEquals(complete(1), names());
  }

  /** What a killed save leaves behind: any of its files, whole or half, and no switch. */
  @Test
  void afterACrashTheOldCheckpointLoadsAndTheNextSaveCleansUp() throws IOException {
    save(1);
    Files.write(folder().resolve("model-2.safetensors"), new byte[100]);
    Files.write(folder().resolve("state-2.json"), new byte[0]);
    Files.write(folder().resolve(".optimizer-2.safetensors.1f.tmp"), new byte[7]);
    Files.write(folder().resolve(".checkpoint.json.2e.tmp"), new byte[7]);
    assertEquals(1, checkedStep(folder()));
    save(2);
    assertEquals(2, checkedStep(folder()));
    assertEquals(complete(3), names());
  }

  @Test
  void aDamagedManifestDoesNotStopTheNextSave() throws IOException {
    save(1);
    Files.writeString(
        folder().resolve("checkpoint.json"), "", StandardOpenOption.TRUNCATE_EXISTING);
    save(2);
    assertEquals(2, checkedStep(folder()));
  }

  @Test
  void whoLoadsWhileAnotherSavesGetsOneOfTheCheckpoints() throws Exception {
    save(1);
    Thread saver =
        new Thread(
            () -> {
              for (int step = 2; step <= 60; step++) {
                save(step);
              }
            });
    saver.start();
    long last = 1;
    while (saver.isAlive()) {
      long step = checkedStep(folder());
      assertTrue(step >= last, step + " after " + last);
      last = step;
    }
    saver.join();
    assertEquals(60, checkedStep(folder()));
  }

  private Path folder() {
    return temporary.resolve("run");
  }

  private void save(int step) {
    save(folder(), step);
  }

  static void save(Path folder, int step) {
    float[] values = new float[50_000];
    Arrays.fill(values, step);
    Checkpoint.save(
        folder,
        Map.of("weight", RawTensor.of(values, values.length)),
        Map.of("moment", RawTensor.of(values, values.length)),
        Map.of("step", step));
  }

  /** The step of the checkpoint in {@code folder}, all of whose parts are of that step. */
  static long checkedStep(Path folder) {
    Checkpoint loaded = Checkpoint.load(folder);
    long step = loaded.state().integer("step");
    for (RawTensor tensor :
        List.of(loaded.model().get("weight"), loaded.optimizer().get("moment"))) {
      for (float value : tensor.floats()) {
        assertEquals(step, value);
      }
    }
    return step;
  }

  private static List<String> complete(int number) {
    return List.of(
        "checkpoint.json",
        "model-" + number + ".safetensors",
        "optimizer-" + number + ".safetensors",
        "state-" + number + ".json");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void refused(String... oneOf) {
    BadFileException e = assertThrows(BadFileException.class, () -> Checkpoint.load(folder()));
    assertTrue(Arrays.stream(oneOf).anyMatch(e.getMessage()::startsWith), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }
}
