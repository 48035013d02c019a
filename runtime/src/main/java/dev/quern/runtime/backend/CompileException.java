package dev.quern.runtime.backend;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generated source that its compiler refuses: kernel name, the log, and the source around the line
 * that it names, with line numbers.
 */
public final class CompileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Of a log, in characters: a compiler may repeat a whole signature. */
  private static final int LONGEST_LOG = 2000;

  /** Lines of the source in the message on each side of the one that was refused. */
  private static final int LINES_AROUND = 12;

  private static final int LONGEST_LINE = 160;

  /**
   * What Janino, javac and the JVM say of too much code, and of too many parameters and constants.
   */
  private static final Pattern SIZE =
      Pattern.compile(
          "(?i)64 ?KB|too (many|large)|Invalid method Code length|constant pool|StackOverflow");

  private static final Pattern LINE = Pattern.compile("(?:[Ll]ine |:)(\\d+)");

  private final String kernel;
  private final String source;
  private final boolean aboutSize;

  public CompileException(String kernel, String source, String log) {
    this(kernel, source, log, null);
  }

  public CompileException(String kernel, String source, String log, Throwable cause) {
    super("kernel " + kernel + ": " + logged(log) + "\n" + numbered(source, lineIn(log)), cause);
    this.kernel = kernel;
    this.source = source;
    this.aboutSize = SIZE.matcher(log).find();
  }

  private CompileException(String message, CompileException cause) {
    super(message, cause);
    this.kernel = cause.kernel;
    this.source = cause.source;
    this.aboutSize = cause.aboutSize;
  }

  /** The same, saying behind its first line where the plan has been dumped. */
  public CompileException dumped(String where) {
    String[] parts = getMessage().split("\n", 2);
    return new CompileException(parts[0] + where + (parts.length > 1 ? "\n" + parts[1] : ""), this);
  }

  /** The name of the kernel. */
  public String kernel() {
    return kernel;
  }

  /** True if the source was refused because it is too large, so that less of it would do. */
  public boolean isAboutSize() {
    return aboutSize;
  }

  /** The source that was refused. */
  public String source() {
    return source;
  }

  private static String logged(String log) {
    String text = log.strip();
    return text.length() <= LONGEST_LOG
        ? text
        : shortened(text.lines().findFirst().orElse(""), LONGEST_LOG);
  }

  /** The line of the source that a log speaks of, the first if it names none. */
  private static int lineIn(String log) {
    Matcher line = LINE.matcher(log);
    return line.find() && line.group(1).length() < 7 ? Integer.parseInt(line.group(1)) : 1;
  }

  /** The lines around one, by their numbers; {@link #source} has all. */
  private static String numbered(String source, int around) {
    List<String> lines = source.lines().toList();
    int first = Math.max(0, Math.min(around, lines.size()) - 1 - LINES_AROUND);
    int last = Math.min(lines.size(), around + LINES_AROUND);
    StringBuilder text = new StringBuilder();
    for (int i = first; i < last; i++) {
      text.append(String.format("%5d  %s%n", i + 1, shortened(lines.get(i), LONGEST_LINE)));
    }
    if (last - first < lines.size()) {
      text.append(String.format("       of %d lines%n", lines.size()));
    }
    return text.toString();
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + " ...";
  }
}
