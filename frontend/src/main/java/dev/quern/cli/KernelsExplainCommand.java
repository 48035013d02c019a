package dev.quern.cli;

import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code quern kernels explain}: the scheduler's decisions, each with rule, numbers and source
 * line.
 */
@Command(
    name = "explain",
    sortOptions = false,
    description = {
      "Says why each value is stored or inlined, and which kernels were joined or not: the rule, the numbers"
          + " that it compared, and the module and line of the program.",
      "Reads the dump that --dump names; without one, compiles a program as 'quern kernels list' does."
    },
    footer = {
      "",
      "Examples:",
      "  quern kernels explain --dump out",
      "  quern kernels explain 3 --dump out          kernel 3",
      "  quern kernels explain 'sum_*' --dump out    kernels whose name begins so",
      "  quern kernels explain blocks.0 --dump out   what is computed for a module",
      "  quern kernels explain %48 --dump out        one value",
      "  quern kernels explain Gpt.java:151 --program train --all"
    })
final class KernelsExplainCommand implements Runnable, DumpReader {
  private final Terminal terminal;
  private final DumpSettings settings;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description =
          "A kernel's number, name (* is any text) or module; %%N is a value; any other text is looked for in"
              + " the decisions (default: all kernels).")
  private Optional<String> pattern = Optional.empty();

  @Option(
      names = "--all",
      description = "Explain each inlined value, also where there was nothing to weigh.")
  private boolean all;

  @Option(
      names = "--all-joins",
      description =
          "List each join that was made or not, and what else was not done; otherwise many in one kernel for one"
              + " rule are one line with their number and the one that weighed most.")
  private boolean allJoins;

  @Mixin private DumpSource source = new DumpSource();
  @Mixin private KernelOptions options = new KernelOptions();

  KernelsExplainCommand(Terminal terminal, DumpSettings settings) {
    this.terminal = terminal;
    this.settings = settings;
  }

  @Override
  public void run() {
    if (settings.existing().isPresent()) {
      print(source.plan(settings.existing().get()));
    } else {
      source.plan(
          options,
          plan -> {
            print(plan);
            return plan;
          });
    }
  }

  private void print(DumpedPlan plan) {
    Explanation explanation =
        new Explanation(
            plan, new Explanation.Detail(all || pattern.orElse("").startsWith("%"), allJoins));
    List<DumpedKernel> kernels =
        pattern.map(text -> DumpSource.all(plan, text)).orElse(plan.kernels());
    List<String> lines =
        kernels.isEmpty() && pattern.isPresent()
            ? explanation.lines(pattern.get())
            : explanation.lines(kernels);
    if (lines.isEmpty() && pattern.isPresent()) {
      throw new UsageException(pattern.get() + ": no kernel and no decision of this plan");
    }
    terminal.out().println(explanation.summary() + "\n");
    lines.forEach(terminal.out()::println);
  }
}
