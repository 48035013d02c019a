package dev.quern.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code quern kernels}: the commands about kernels. */
@Command(
    name = "kernels",
    description = "Shows the kernels that a program is compiled to.",
    footer = {
      "",
      "Examples:",
      "  quern kernels list",
      "  quern kernels list --program softmax",
      "  quern kernels show 3 --stage source",
      "  quern kernels list --dump out          writes a dump; then list, show and explain read it",
      "  quern kernels explain 3 --dump out",
      "  quern kernels diff old new",
      "  quern kernels run out/0001-9f3c2a41/kernels/03-add_96x64/kernel.nest"
    })
final class KernelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is needed: list, show, explain, diff, run, compile, bisect or cache");
  }
}
