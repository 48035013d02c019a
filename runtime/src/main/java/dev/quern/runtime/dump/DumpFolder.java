package dev.quern.runtime.dump;

import dev.quern.io.BadFileException;
import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import dev.quern.io.TextFile;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A dump that was written: its plans, in the order of their first use. */
public record DumpFolder(Path path, List<DumpedPlan> plans) {
  static final String INDEX = "index.jsonl";

  public DumpFolder {
    plans = List.copyOf(plans);
  }

  /**
   * Reads the indices of a dump; other files are read when they are asked for.
   *
   * @throws BadFileException if the folder holds no dump, or one that can't be read
   */
  public static DumpFolder read(Path path) {
    if (!Files.isDirectory(path)) {
      throw new BadFileException(path.toString(), "there is no such folder");
    }
    if (!Files.exists(path.resolve(INDEX))) {
      throw new BadFileException(path.toString(), "holds no dump: there is no " + INDEX);
    }
    List<DumpedPlan> plans = new ArrayList<>();
    List<JsonObject> lines = lines(path.resolve(INDEX));
    if (lines.isEmpty() || !lines.get(0).text("kind").equals("dump")) {
      throw new BadFileException(
          path.resolve(INDEX).toString(), "line 1, column 1: the first line is no dump");
    }
    checkSchema(lines.get(0));
    for (JsonObject line : lines) {
      if (line.text("kind").equals("plan")) {
        plans.add(DumpedPlan.read(inside(path, line, "folder")));
      }
    }
    return new DumpFolder(path, plans);
  }

  static void checkSchema(JsonObject line) {
    if (line.integer("schema") != Dump.SCHEMA) {
      throw line.bad("schema", "is " + line.integer("schema") + ", this reads " + Dump.SCHEMA);
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
