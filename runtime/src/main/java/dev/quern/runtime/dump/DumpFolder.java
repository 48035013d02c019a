package dev.quern.runtime.dump;

import dev.quern.io.BadFileException;
import dev.quern.io.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A dump that was written: its plans, in the order of their first use. */
public record DumpFolder(Path path, List<DumpedPlan> plans) {
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
    if (!Files.exists(path.resolve(DumpIndex.FILE))) {
      throw new BadFileException(path.toString(), "holds no dump: there is no " + DumpIndex.FILE);
    }
    List<DumpedPlan> plans = new ArrayList<>();
    List<JsonObject> lines = DumpIndex.lines(path.resolve(DumpIndex.FILE));
    if (lines.isEmpty() || !lines.get(0).text("kind").equals("dump")) {
      throw new BadFileException(
          path.resolve(DumpIndex.FILE).toString(), "line 1, column 1: the first line is no dump");
    }
    DumpIndex.checkSchema(lines.get(0));
    for (JsonObject line : lines) {
      if (line.text("kind").equals("plan")) {
        plans.add(DumpedPlan.read(DumpIndex.inside(path, line, "folder")));
      }
    }
    return new DumpFolder(path, plans);
  }
}
