package dev.quern.compiler.ir;

/** Says where a text is no textual form, and why. */
public final class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;
  private final int column;

  /** Lines and columns count from 1. */
  public ParseException(int line, int column, String problem) {
    super("line " + line + ", column " + column + ": " + problem);
    this.line = line;
    this.column = column;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
