package dev.quern.compiler.render.java;

/** From where to where a loop runs. */
record Span(String name, Text start, Text end) {
  /** Iterations, or -1 if they are not known here. */
  int turns() {
    boolean known = start.text().equals("0") && end.text().matches("[0-9]+");
    return known ? Integer.parseInt(end.text()) : -1;
  }
}
