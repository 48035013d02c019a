package dev.quern.runtime;

/**
 * Generated source that its compiler refuses: kernel name, the source with line numbers, the log.
 */
public final class CompileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String kernel;
  private final String source;

  public CompileException(String kernel, String source, String log) {
    this(kernel, source, log, null);
  }

  public CompileException(String kernel, String source, String log, Throwable cause) {
    super("kernel " + kernel + ": " + log.strip() + "\n" + numbered(source), cause);
    this.kernel = kernel;
    this.source = source;
  }

  private CompileException(String message, CompileException cause) {
    super(message, cause);
    this.kernel = cause.kernel;
    this.source = cause.source;
  }

  /** The same, saying behind its first line where the plan has been dumped. */
  CompileException dumped(String where) {
    String[] parts = getMessage().split("\n", 2);
    return new CompileException(parts[0] + where + (parts.length > 1 ? "\n" + parts[1] : ""), this);
  }

  /** The name of the kernel. */
  public String kernel() {
    return kernel;
  }

  /** The source that was refused. */
  public String source() {
    return source;
  }

  private static String numbered(String source) {
    StringBuilder text = new StringBuilder();
    int number = 1;
    for (String line : (Iterable<String>) source.lines()::iterator) {
      text.append(String.format("%5d  %s%n", number++, line));
    }
    return text.toString();
  }
}
