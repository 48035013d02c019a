package dev.quern.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The process: turns its arguments into its exit code. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Terminal terminal =
        new Terminal(
            writer(FileDescriptor.out), writer(FileDescriptor.err), Terminal.isInteractive());
    System.exit(QuernCommand.run(terminal, arguments));
  }

  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), charset()), true);
  }

  /** The system's; where that is ASCII, as in a container without a locale, UTF-8 loses less. */
  private static Charset charset() {
    Charset system = Charset.defaultCharset();
    return system.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : system;
  }
}
