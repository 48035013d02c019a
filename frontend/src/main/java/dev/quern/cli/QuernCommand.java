package dev.quern.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The root of the commands: turns arguments into the run of one of them, and that into an exit
 * code.
 */
@Command(
    name = "quern",
    description = "A tensor library for the JVM that compiles its own kernels.",
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  quern train",
      "  quern generate --checkpoint quern-out --prompt \"final class\"",
      "  quern devices",
      "  quern kernels list",
      "  quern profile -- train --steps 20",
      "",
      "'quern COMMAND --help' prints the options of a command. Exit codes: 0 it worked, 1 it"
          + " failed,",
      "2 it was misused. QUERN_DEVICE chooses the device where --device does not."
    })
final class QuernCommand implements Runnable {
  private static final String TRACE = "--trace";
  private static final String TRACE_ABOUT = "Print the stack trace of an error.";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  private boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help and exit.")
  private boolean help;

  @Option(names = TRACE, description = TRACE_ABOUT)
  private boolean trace;

  @Mixin private DumpSettings settings = new DumpSettings();

  private QuernCommand() {}

  /** Runs a command. */
  static int run(Terminal terminal, String... arguments) {
    QuernCommand root = new QuernCommand();
    CommandLine line = commands(root, terminal);
    Failures failures = new Failures(terminal.err(), () -> root.trace);
    line.setParameterExceptionHandler((e, given) -> failures.misuse(e));
    line.setExecutionStrategy(
        parsed ->
            root.settings.around(
                readsDump(parsed), () -> new CommandLine.RunLast().execute(parsed)));
    line.setExecutionExceptionHandler((e, command, parsed) -> failures.of(command, e));
    int code;
    try {
      code = line.execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError | AssertionError | LinkageError e) {
      code = failures.of(line, e); // picocli hands on exceptions only
    }
    terminal.err().flush();
    if (terminal.out().checkError() && code == 0) {
      terminal.err().println("quern: cannot write to standard output");
      return 1;
    }
    return code;
  }

  private static boolean readsDump(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.commandSpec().userObject() instanceof DumpReader;
  }

  private static CommandLine commands(QuernCommand root, Terminal terminal) {
    CommandLine kernels =
        new CommandLine(new KernelsCommand())
            .addSubcommand(new KernelsReportCommand(terminal, root.settings))
            .addSubcommand(new KernelsListCommand(terminal, root.settings))
            .addSubcommand(new KernelsShowCommand(terminal, root.settings))
            .addSubcommand(new KernelsRunCommand(terminal))
            .addSubcommand(new KernelsExplainCommand(terminal, root.settings))
            .addSubcommand(new KernelsDiffCommand(terminal))
            .addSubcommand(new KernelsBisectCommand(terminal))
            .addSubcommand(new KernelsCompileCommand(terminal))
            .addSubcommand(new KernelsCacheCommand(terminal));
    CommandLine line =
        new CommandLine(root)
            .addSubcommand(new TrainCommand(terminal))
            .addSubcommand(new GenerateCommand(terminal))
            .addSubcommand(new DevicesCommand(terminal))
            .addSubcommand(new ProfileCommand(terminal))
            .addSubcommand(kernels);
    line.getSubcommands().values().forEach(command -> addTrace(command, root));
    return line.setOut(terminal.out())
        .setErr(terminal.err())
        .setUsageHelpLongOptionsMaxWidth(28)
        .setUsageHelpWidth(100)
        .setAbbreviatedOptionsAllowed(false)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /**
   * Every command has the option but those that mean a file by it, which an inherited option
   * forbids.
   */
  private static void addTrace(CommandLine command, QuernCommand root) {
    if (command.getCommandSpec().findOption(TRACE) == null) {
      OptionSpec option =
          OptionSpec.builder(TRACE)
              .type(boolean.class)
              .description(TRACE_ABOUT)
              .setter(new TraceSetter(root))
              .build();
      command.getCommandSpec().addOption(option);
    }
    command.getSubcommands().values().forEach(inner -> addTrace(inner, root));
  }

  /** Asks for stack traces, whichever command the option is given to. */
  private record TraceSetter(QuernCommand root) implements ISetter {
    @Override
    @SuppressWarnings("unchecked")
    public <T> T set(T value) {
      Boolean before = root.trace;
      root.trace |=
          Boolean.TRUE.equals(value); // a default must not take back what was given before
      return (T) before;
    }
  }

  /** Without a command there is nothing to do, which is misuse. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed");
  }
}
