package dev.quern.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A training run at rest: turns a model's tensors, an optimizer's tensors and a few named values
 * into a folder, and back.
 *
 * <p>Each save writes {@code model-N.safetensors}, {@code optimizer-N.safetensors} and {@code
 * state-N.json} under a number of its own, then replaces {@code checkpoint.json}, which names them,
 * by one rename, then deletes the files of the save before. So whenever the process stops, or the
 * disk is full, the folder holds one complete checkpoint, the old or the new.
 *
 * <p>Files with such names belong to the checkpoint and are deleted by the next save; others stay.
 * One process at a time may save into a folder; any may load from it meanwhile.
 */
public record Checkpoint(
    Map<String, RawTensor> model, Map<String, RawTensor> optimizer, JsonObject state) {

  private static final Pattern NUMBERED =
      Pattern.compile("(?:model|optimizer|state)-(\\d{1,18})\\.(?:safetensors|json)");
  private static final Pattern UNFINISHED =
      Pattern.compile("\\.(?:model|optimizer|state|checkpoint).*\\" + AtomicFile.TEMPORARY);

  /**
   * Saves into {@code folder}, which is made if need be; {@code state} holds what {@link Json}
   * writes. Fails with an {@link UncheckedIOException} and leaves the checkpoint that was there.
   */
  public static synchronized void save(
      Path folder,
      Map<String, RawTensor> model,
      Map<String, RawTensor> optimizer,
      Map<String, Object> state) {
    Content content =
        new Content(SafeTensors.of(model), SafeTensors.of(optimizer), Json.writeLines(state));
    makeFolder(folder);
    List<Path> before = ownFiles(folder);
    long number = before.stream().mapToLong(Checkpoint::number).max().orElse(0) + 1;
    try {
      content.write(folder, number).write(folder);
    } catch (RuntimeException | Error e) {
      takeBack(folder, number, e);
      throw e;
    }
    delete(before);
  }

  /** True if the folder holds a checkpoint, whole or not. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(Manifest.FILE));
  }

  /** Loads the checkpoint in {@code folder}; a {@link BadFileException} says why it can't. */
  public static Checkpoint load(Path folder) {
    Manifest manifest = Manifest.read(folder);
    while (true) {
      try {
        return read(folder, manifest);
      } catch (BadFileException e) {
        Manifest now = Manifest.read(folder);
        if (now.equals(manifest)) {
          throw e;
        }
        manifest = now; // another process saved, and deleted the files that were being read
      }
    }
  }

  private static Checkpoint read(Path folder, Manifest manifest) {
    Path model = manifest.model().checked(folder);
    Path optimizer = manifest.optimizer().checked(folder);
    Path state = manifest.state().checked(folder);
    return new Checkpoint(
        SafeTensors.read(model).tensors(),
        SafeTensors.read(optimizer).tensors(),
        JsonObject.read(state));
  }

  /** What a save writes, checked before a file is touched. */
  private record Content(SafeTensors model, SafeTensors optimizer, String state) {

    Manifest write(Path folder, long number) {
      Path modelFile = folder.resolve("model-" + number + ".safetensors");
      Path optimizerFile = folder.resolve("optimizer-" + number + ".safetensors");
      Path stateFile = folder.resolve("state-" + number + ".json");
      return new Manifest(
          Manifest.Part.of(modelFile, model.write(modelFile)),
          Manifest.Part.of(optimizerFile, optimizer.write(optimizerFile)),
          Manifest.Part.of(stateFile, AtomicFile.write(stateFile, state)));
    }
  }

  private static void takeBack(Path folder, long number, Throwable failure) {
    try {
      if (!isCurrent(folder, number)) {
        delete(ownFiles(folder).stream().filter(file -> number(file) == number).toList());
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** True if the manifest was replaced already and only a later step of the save failed. */
  private static boolean isCurrent(Path folder, long number) {
    try {
      return number(Path.of(Manifest.read(folder).model().file())) == number;
    } catch (BadFileException e) {
      return false; // no manifest, or not one that this class wrote
    }
  }

  private static void makeFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) { // which may be a link to one
        Files.createDirectories(folder);
      }
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException(folder + ": is a file, a checkpoint is a folder", e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          folder + ": cannot make the folder: " + FailureReason.of(e), e);
    }
  }

  /** Files that earlier saves left, finished or not; never the manifest nor a stranger's. */
  private static List<Path> ownFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(
              file -> {
                String name = file.getFileName().toString();
                return NUMBERED.matcher(name).matches() || UNFINISHED.matcher(name).matches();
              })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": cannot list: " + FailureReason.of(e), e);
    }
  }

  private static long number(Path file) {
    Matcher numbered = NUMBERED.matcher(file.getFileName().toString());
    return numbered.matches() ? Long.parseLong(numbered.group(1)) : 0;
  }

  private static void delete(List<Path> files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(file + ": cannot delete: " + FailureReason.of(e), e);
      }
    }
  }
}
