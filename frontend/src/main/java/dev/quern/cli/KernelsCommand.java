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
      "  quern kernels show 3 --stage source"
    })
final class KernelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list or show is needed");
  }
}
