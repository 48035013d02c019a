package dev.quern.cli;

import java.io.Console;
import java.io.PrintWriter;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress and errors
 * @param interactive true if a person watches, so that a line may be overwritten
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {

  /** Whether input and output of this process are a terminal that can move its cursor. */
  static boolean isInteractive() {
    Console console = System.console();
    return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * From JDK 22 on there is a console also without a terminal, and {@code isTerminal} to ask it.
   */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("Console.isTerminal is public", e);
    }
  }
}
