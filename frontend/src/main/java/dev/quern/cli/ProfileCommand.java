package dev.quern.cli;

import dev.quern.io.Json;
import dev.quern.runtime.java.MachineRoofline;
import dev.quern.runtime.profile.Profile;
import dev.quern.runtime.profile.ProfileOptions;
import dev.quern.runtime.profile.ProfileReport;
import dev.quern.runtime.profile.Roofline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quern profile}: another command, run with a profile on, and what that measured. */
@Command(
    name = "profile",
    sortOptions = false,
    description = {
      "Runs a command and tells where its time went: by kernel, with bytes, floating-point operations and"
          + " the share of what this machine can do, and by what the library did otherwise.",
      "While it runs, kernels are launched one at a time."
    },
    footer = {
      "",
      "The exit code is that of the command; 1 too if it compiled after --freeze-after or launched"
          + " other than --expect-kernels.",
      "",
      "Examples:",
      "  quern profile -- train --steps 20",
      "  quern profile --trace trace.json -- train --steps 20      open it in ui.perfetto.dev",
      "  quern profile --freeze-after 2 --expect-kernels 81 -- train --steps 20",
      "  quern profile --json -- generate --tokens 50 > profile.json"
    })
final class ProfileCommand implements Callable<Integer> {
  private static final int MISUSED = 2;

  private final Terminal terminal;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Write when everything happened, for Perfetto or chrome://tracing. (An error's stack trace:"
              + " 'quern --trace profile'.)")
  private Optional<Path> trace = Optional.empty();

  @Option(
      names = "--freeze-after",
      paramLabel = "N",
      description =
          "Fail if anything compiles after N optimizer steps while steps go on; so does a plan that this process"
              + " had not before, even if the disk cache has it.")
  private Optional<Long> freezeAfter = Optional.empty();

  @Option(
      names = "--expect-kernels",
      paramLabel = "N",
      description =
          "Fail unless the last step launched N kernels; without steps, the whole command.")
  private Optional<Long> expected = Optional.empty();

  @Option(
      names = "--json",
      description = "Print JSON; what the command prints goes to standard error.")
  private boolean json;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "20",
      description = "Kernels to list, the slowest first (default: 20).")
  private int top;

  @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "What to run, behind --.")
  private List<String> command = new ArrayList<>();

  ProfileCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (command.get(0).equals("profile")) {
      throw new UsageException("a profile can't be profiled");
    }
    freezeAfter.ifPresent(n -> check(n >= 0, "--freeze-after: " + n + ", needs 0 or more"));
    check(top >= 0, "--top: " + top + ", needs 0 or more");
    OptionalLong freeze = freezeAfter.map(OptionalLong::of).orElse(OptionalLong.empty());
    Terminal inside =
        json ? new Terminal(terminal.err(), terminal.err(), terminal.interactive()) : terminal;
    try (Profile profile = Profile.start(new ProfileOptions(trace.isPresent(), freeze))) {
      int code = QuernCommand.run(inside, command.toArray(String[]::new));
      profile.close();
      if (code != MISUSED) {
        show(profile);
      }
      return code != 0 ? code : checked(profile.report());
    }
  }

  private void show(Profile profile) {
    trace.ifPresent(file -> profile.trace().write(file));
    Roofline roofline = MachineRoofline.ofThisMachine();
    ProfileReport report = profile.report();
    if (json) {
      terminal.out().println(Json.write(report.json(roofline)));
    } else {
      new ProfileTable(report, roofline).lines(top).forEach(terminal.out()::println);
    }
  }

  private int checked(ProfileReport report) {
    expected.ifPresent(
        n -> {
          if (n != report.launches()) {
            throw new CommandException(
                "--expect-kernels: %d, but the %s launched %d"
                    .formatted(n, report.steps() > 0 ? "last step" : "command", report.launches()));
          }
        });
    return 0;
  }

  private static void check(boolean fine, String problem) {
    if (!fine) {
      throw new UsageException(problem);
    }
  }
}
