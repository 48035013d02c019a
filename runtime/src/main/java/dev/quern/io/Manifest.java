package dev.quern.io;

import static java.util.Locale.ROOT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The small file {@code checkpoint.json} that makes a folder a checkpoint: turns the folder into
 * the name, length and checksum of each file that belongs to it. Replacing it is what switches from
 * one checkpoint to the next.
 */
record Manifest(Part model, Part optimizer, Part state) {
  static final String FILE = "checkpoint.json";

  private static final String FORMAT = "quern-checkpoint";
  private static final long VERSION = 1;

  /** A file of the checkpoint, named without a folder. */
  record Part(String file, FileSum sum) {
    static Part of(Path path, FileSum sum) {
      return new Part(path.getFileName().toString(), sum);
    }

    private Map<String, Object> json() {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("file", file);
      members.put("bytes", sum.bytes());
      members.put("crc32c", sum.crc32c());
      return members;
    }

    /** The file's path, once its length and checksum are what the manifest says. */
    Path checked(Path folder) {
      Path path = folder.resolve(file);
      if (!Files.exists(path)) {
        throw new BadFileException(path.toString(), "missing, " + FILE + " names it");
      }
      FileSum found = FileSum.of(path);
      if (found.bytes() != sum.bytes()) {
        String form = "damaged, it has %,d bytes, %s says %,d";
        throw new BadFileException(
            path.toString(), String.format(ROOT, form, found.bytes(), FILE, sum.bytes()));
      }
      if (!found.equals(sum)) {
        String form = "damaged, its checksum is %s, %s says %s";
        throw new BadFileException(
            path.toString(), String.format(ROOT, form, found.crc32c(), FILE, sum.crc32c()));
      }
      return path;
    }
  }

  static Manifest read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(folder)) {
      throw new BadFileException(folder.toString(), "no such folder, a checkpoint is a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new BadFileException(folder.toString(), "is a file, a checkpoint is a folder");
    }
    if (!Files.exists(file)) {
      throw new BadFileException(folder.toString(), "not a checkpoint, it has no " + FILE);
    }
    return of(JsonObject.read(file));
  }

  void write(Path folder) {
    Map<String, Object> files = new LinkedHashMap<>();
    files.put("model", model.json());
    files.put("optimizer", optimizer.json());
    files.put("state", state.json());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("files", files);
    AtomicFile.write(folder.resolve(FILE), Json.writeLines(json));
  }

  private static Manifest of(JsonObject json) {
    if (!json.text("format").equals(FORMAT)) {
      throw new BadFileException(
          json.source(), "format is \"" + json.text("format") + "\", needs \"" + FORMAT + "\"");
    }
    long version = json.integer("version");
    if (version < 1 || version > VERSION) {
      String form = "format version %d, this Quern reads 1 to %d";
      throw new BadFileException(json.source(), String.format(ROOT, form, version, VERSION));
    }
    JsonObject files = json.object("files");
    return new Manifest(
        part(files.object("model")), part(files.object("optimizer")), part(files.object("state")));
  }

  private static Part part(JsonObject json) {
    String file = json.text("file");
    if (!file.matches("[\\w.-]+") || file.startsWith(".")) {
      throw new BadFileException(
          json.source(), "\"file\" is " + Json.write(file) + ", needs a plain file name");
    }
    return new Part(file, new FileSum(json.integer("bytes"), json.text("crc32c")));
  }
}
