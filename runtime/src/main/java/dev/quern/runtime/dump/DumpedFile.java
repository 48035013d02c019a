package dev.quern.runtime.dump;

import dev.quern.io.JsonObject;
import dev.quern.io.TextFile;
import java.nio.file.Path;

/** A text of a dump with the sentence about it. */
public record DumpedFile(Path path, String stage, String about) {
  static DumpedFile of(Path folder, JsonObject line) {
    Path path = DumpIndex.inside(folder, line, "file");
    return new DumpedFile(path, line.text("stage"), line.text("about"));
  }

  public String text() {
    return TextFile.read(path);
  }
}
