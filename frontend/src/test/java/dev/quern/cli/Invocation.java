package dev.quern.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;

/** A run of the command line within the test's process: exit code and what it wrote. */
record Invocation(int code, String out, String err) {
  static Invocation of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
    int code = QuernCommand.run(terminal, arguments);
    return new Invocation(code, out.toString(), err.toString());
  }

  /** Words separated by blanks, and further arguments. */
  static Invocation of(String words, List<String> more) {
    return of(Stream.concat(Stream.of(words.split(" ")), more.stream()).toArray(String[]::new));
  }
}
