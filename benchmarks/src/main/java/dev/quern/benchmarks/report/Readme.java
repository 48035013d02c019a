package dev.quern.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The parts of the report that a file keeps between two marks, each below its title. */
final class Readme {
  private static final String BEGIN = "<!-- report: begin -->\n";
  private static final String END = "<!-- report: end -->";
  private static final String TITLE = "## ";
  private static final Pattern BEFORE_TITLE = Pattern.compile("(?m)^(?=" + TITLE + ")");

  private final Path file;

  private Readme(Path file) {
    this.file = file;
  }

  /**
   * Opens a file before anything is measured for it.
   *
   * @throws IOException if it can't be read or has no marks
   */
  static Readme open(Path file) throws IOException {
    Readme readme = new Readme(file);
    readme.text();
    return readme;
  }

  private String text() throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    if (begin < 0 || text.indexOf(END, begin) < 0) {
      throw new IOException(file + " has no lines " + BEGIN.strip() + " and " + END);
    }
    return text;
  }

  /** Puts a part in place of the one with its title; the others stay, all in this order. */
  void put(String title, String part, List<String> order) throws IOException {
    String text = text();
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END, begin);
    Map<String, String> parts = parts(text.substring(begin, end));
    parts.put(title, TITLE + title + "\n\n" + part.strip() + "\n");
    StringBuilder written = new StringBuilder(text.substring(0, begin));
    order.stream()
        .filter(parts::containsKey)
        .forEach(known -> written.append('\n').append(parts.get(known)));
    Files.writeString(file, written.append('\n').append(text.substring(end)));
  }

  private static Map<String, String> parts(String report) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : BEFORE_TITLE.split(report)) {
      if (part.startsWith(TITLE)) {
        parts.put(part.substring(TITLE.length(), part.indexOf('\n')), part.strip() + "\n");
      }
    }
    return parts;
  }
}
