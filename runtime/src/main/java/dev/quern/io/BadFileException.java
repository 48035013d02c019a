package dev.quern.io;

/** Says in one line which file is bad, where, and what was expected. */
public final class BadFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * {@code file} as the user named it, or where in it; {@code problem} what was found and needed.
   */
  public BadFileException(String file, String problem) {
    super(file + ": " + problem);
  }

  public BadFileException(String file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
