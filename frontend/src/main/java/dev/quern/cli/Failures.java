package dev.quern.cli;

import dev.quern.io.BadFileException;
import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.backend.DeviceException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command threw into one line and an exit code; the stack trace only if asked for. */
final class Failures {
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private final PrintWriter err;
  private final BooleanSupplier trace;

  Failures(PrintWriter err, BooleanSupplier trace) {
    this.err = err;
    this.trace = trace;
  }

  /** Arguments that picocli refused. */
  int misuse(ParameterException e) {
    String suggestion = e instanceof UnmatchedArgumentException u ? suggestion(u) : "";
    misuse(e.getCommandLine(), e, decapitalized(e.getMessage()) + suggestion);
    return MISUSED;
  }

  /** Anything else. */
  int of(CommandLine command, Throwable e) {
    if (e instanceof UsageException) {
      misuse(command, e, message(e));
      return MISUSED;
    }
    print(command, e, problem(e));
    return FAILED;
  }

  private void misuse(CommandLine command, Throwable e, String problem) {
    String name = command.getCommandSpec().qualifiedName();
    print(command, e, problem + " (see '" + name + " --help')");
  }

  private void print(CommandLine command, Throwable e, String problem) {
    String line = problem.strip().lines().findFirst().orElse("");
    err.println(command.getCommandSpec().qualifiedName() + ": " + line);
    if (trace.getAsBoolean()) {
      e.printStackTrace(err);
    }
  }

  private static String problem(Throwable e) {
    if (isForPeople(e)) {
      return message(e);
    }
    if (e instanceof CompileException compile) {
      String log = message(e).lines().findFirst().orElse("");
      return log + "; the source of kernel " + compile.kernel() + " is refused, --trace prints it";
    }
    if (e instanceof OutOfMemoryError) {
      return "out of memory, the JVM may use %,d MB: QUERN_JAVA_OPTS=-Xmx8g allows more, and smaller sizes need less"
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    return "internal error: " + e + "; --trace shows where";
  }

  /** These say in their message what happened, to what, and what was needed. */
  private static boolean isForPeople(Throwable e) {
    return e instanceof CommandException
        || e instanceof BadFileException
        || e instanceof UncheckedIOException
        || e instanceof DeviceException
        || e instanceof IllegalArgumentException
        || e instanceof IllegalStateException;
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String suggestion(UnmatchedArgumentException e) {
    List<String> similar = e.getSuggestions();
    return similar.isEmpty() ? "" : ", did you mean " + String.join(" or ", similar) + "?";
  }

  private static String decapitalized(String message) {
    return message.isEmpty()
        ? message
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }
}
