package dev.quern.runtime.dump;

import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import dev.quern.io.TextFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The format of a dump's indices: their file name and version, and how their lines are read. */
final class DumpIndex {
  /** The version of the format. */
  static final int SCHEMA = 1;

  static final String FILE = "index.jsonl";

  private DumpIndex() {}

  static void checkSchema(JsonObject line) {
    if (line.integer("schema") != SCHEMA) {
      throw line.bad("schema", "is " + line.integer("schema") + ", this reads " + SCHEMA);
    }
  }

  static List<JsonObject> lines(Path file) {
    return Json.parseLines(file.toString(), TextFile.read(file));
  }

  /** A file or folder that a line names, which must be inside the folder. */
  static Path inside(Path folder, JsonObject line, String member) {
    Path path;
    try {
      path = folder.resolve(line.text(member)).normalize();
    } catch (InvalidPathException e) {
      throw line.bad(member, "is no path: " + e.getReason());
    }
    if (!path.startsWith(folder.normalize())) {
      throw line.bad(member, "leads out of the dump");
    }
    return path;
  }
}
