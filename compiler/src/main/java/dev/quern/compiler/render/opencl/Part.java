package dev.quern.compiler.render.opencl;

import dev.quern.compiler.render.Rendered.Function;

/**
 * A kernel function without its name, so that two of the same text can be one.
 *
 * @param text with {@link #NAME} where the name belongs
 */
record Part(String text, long globalItems, int groupItems, Arguments arguments) {
  private static final String NAME = "#name";

  /** Starts the text of a function. */
  static Source open(int groupItems, Arguments arguments) {
    Source text = new Source();
    text.line("__kernel __attribute__((reqd_work_group_size(" + groupItems + ", 1, 1)))");
    text.open("void " + NAME + "(" + arguments.parameters() + ")");
    return text;
  }

  String text(String name) {
    return text.replace(NAME, name);
  }

  /** How to launch it on its arguments. */
  Function function(String name) {
    return new Function(name, globalItems, groupItems, arguments.buffers(), arguments.scalars());
  }
}
