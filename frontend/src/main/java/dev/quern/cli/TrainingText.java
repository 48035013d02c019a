package dev.quern.cli;

import dev.quern.io.BadFileException;
import dev.quern.io.FileSum;
import dev.quern.io.JsonObject;
import dev.quern.text.Corpus;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a training run and where it comes from.
 *
 * @param file the text's file; empty for the sources of Quern
 */
record TrainingText(Optional<Path> file, Corpus corpus) {
  /** Says where the checkout is; the launcher sets it. */
  private static final String HOME = "quern.home";

  /** The text of a file, or of the sources of Quern if none is given. */
  static TrainingText of(Optional<Path> file) {
    return new TrainingText(file, file.map(Corpus::of).orElseGet(TrainingText::sources));
  }

  private static Corpus sources() {
    String home = System.getProperty(HOME, "");
    if (home.isEmpty()) {
      throw new UsageException(
          "--text: needed, since system property "
              + HOME
              + " does not say where the sources of Quern are");
    }
    return Corpus.sources(Path.of(home));
  }

  /** What a checkpoint remembers of a text: where it was, and its length and checksum. */
  Map<String, Object> settings() {
    FileSum sum = FileSum.ofText(corpus.text());
    Map<String, Object> settings = new LinkedHashMap<>();
    file.ifPresent(path -> settings.put("file", path.toAbsolutePath().normalize().toString()));
    settings.put("bytes", sum.bytes());
    settings.put("crc32c", sum.crc32c());
    return settings;
  }

  /** The text that a run was on; it is an error if it has changed, and says what to do. */
  static TrainingText remembered(JsonObject settings) {
    TrainingText text =
        of(settings.has("file") ? Optional.of(Path.of(settings.text("file"))) : Optional.empty());
    if (!text.isThat(settings)) {
      FileSum now = FileSum.ofText(text.corpus.text());
      throw new BadFileException(
          text.corpus.name(),
          String.format(
              Locale.ROOT,
              "has changed since the checkpoint, %,d bytes then and %,d now; --text FILE goes on"
                  + " with another text",
              settings.integer("bytes"),
              now.bytes()));
    }
    return text;
  }

  /** Whether the text is, by length and checksum, the one that is remembered. */
  boolean isThat(JsonObject settings) {
    return FileSum.ofText(corpus.text())
        .equals(new FileSum(settings.integer("bytes"), settings.text("crc32c")));
  }
}
