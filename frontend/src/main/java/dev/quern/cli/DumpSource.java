package dev.quern.cli;

import dev.quern.runtime.dump.Dump;
import dev.quern.runtime.dump.DumpFolder;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say which plan of which dump, turned into the plan. */
final class DumpSource {
  @Option(
      names = "--plan",
      paramLabel = "N",
      description = "Which plan of the dump (default: the one with the most launches).")
  private Optional<Integer> plan = Optional.empty();

  /** Hands on the plan of an existing dump. */
  DumpedPlan plan(Path dump) {
    return choose(DumpFolder.read(dump));
  }

  /** Compiles a program, dumping it to a folder that is gone afterwards. */
  <T> T plan(KernelOptions program, Function<DumpedPlan, T> use) {
    try {
      Path folder = Files.createTempDirectory("quern-kernels");
      try {
        try (Dump unused = Dump.to(folder)) {
          program.kernels();
        }
        return use.apply(choose(DumpFolder.read(folder)));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary folder: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }

  private DumpedPlan choose(DumpFolder dump) {
    if (dump.plans().isEmpty()) {
      throw new UsageException(dump.path() + ": the dump holds no plan, nothing was evaluated");
    }
    if (plan.isPresent()) {
      return dump.plans().stream()
          .filter(each -> each.number() == plan.get())
          .findFirst()
          .orElseThrow(
              () ->
                  new UsageException(
                      "--plan: " + plan.get() + ", there are 1 to " + dump.plans().size()));
    }
    DumpedPlan largest = dump.plans().get(0);
    for (DumpedPlan each : dump.plans()) {
      largest = each.launches().size() > largest.launches().size() ? each : largest;
    }
    return largest;
  }

  /** Such as {@code plan 1 (0001-0cfff429), java-512, compiled: 29 launches of 29 kernels}. */
  static String title(DumpedPlan plan) {
    return "plan %d (%s), %s, %s: %d launches of %d kernels"
        .formatted(
            plan.number(),
            plan.path().getFileName(),
            plan.target(),
            plan.status(),
            plan.launches().size(),
            plan.kernels().size());
  }

  /**
   * The one kernel of a number, of a name, or that a pattern with {@code *} fits or a name begins
   * with.
   */
  static DumpedKernel one(DumpedPlan plan, String which) {
    List<DumpedKernel> found = all(plan, which);
    if (found.isEmpty()) {
      throw new UsageException(
          which + ": no kernel of this name or number, there are 1 to " + plan.kernels().size());
    }
    if (found.size() > 1) {
      String numbers = found.stream().map(k -> "" + k.number()).collect(Collectors.joining(", "));
      throw new UsageException(which + ": fits several kernels, numbers " + numbers);
    }
    return found.get(0);
  }

  /** The kernels of a number, a name, a beginning of a name, a pattern, or a module. */
  static List<DumpedKernel> all(DumpedPlan plan, String which) {
    List<DumpedKernel> exact =
        plan.kernels().stream()
            .filter(kernel -> kernel.name().equals(which) || which.equals("" + kernel.number()))
            .toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    Pattern pattern =
        Pattern.compile(
            Stream.of(which.toLowerCase(Locale.ROOT).split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    List<DumpedKernel> found = new ArrayList<>();
    for (DumpedKernel kernel : plan.kernels()) {
      boolean named = pattern.matcher(kernel.name().toLowerCase(Locale.ROOT)).lookingAt();
      boolean inside =
          kernel.modules().stream()
              .anyMatch(m -> pattern.matcher(m.toLowerCase(Locale.ROOT)).lookingAt());
      if (named || inside) {
        found.add(kernel);
      }
    }
    return found;
  }
}
