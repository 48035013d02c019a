package dev.quern.compiler.render.opencl;

/** Text that is being written, line by line, indented by its open blocks. */
final class Source {
  private final StringBuilder text = new StringBuilder();
  private int depth;

  void line(String line) {
    text.append("  ".repeat(depth)).append(line).append('\n');
  }

  /** Adds what another holds, indented as this is. */
  void add(Source other) {
    other.text.toString().lines().forEach(this::line);
  }

  /** Starts a block. */
  void open(String head) {
    line(head.isEmpty() ? "{" : head + " {");
    depth++;
  }

  void close() {
    depth--;
    line("}");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
