package dev.quern.benchmarks.report;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Measures what was chosen of the report's sections and tells it in Markdown, each as soon as it is
 * known.
 */
public final class Report {
  private static final List<Section> SECTIONS =
      List.of(
          new Machine(),
          new WorkloadSection(),
          new SweepSection(),
          new StartUpSection(),
          new CompileSection(),
          new RecipeSection(),
          VariantSection.withoutFlags(),
          VariantSection.otherJdk(),
          new OpenclSection());

  private Report() {}

  public static void main(String[] arguments) throws IOException {
    List<String> given = Arrays.asList(arguments);
    if (given.contains("--list")) {
      SECTIONS.forEach(section -> section.names().forEach(System.out::println));
      return;
    }
    Options options = options(given);
    Optional<Readme> readme = Optional.empty();
    if (options.readme().isPresent()) {
      readme = Optional.of(Readme.open(options.readme().get()));
    }
    for (Section section : SECTIONS) {
      String text = section.report(options);
      if (!text.isEmpty()) {
        String part =
            text + "\nMeasured on " + LocalDate.now() + " with `" + options.told() + "`.\n";
        System.out.println("## " + section.title() + "\n\n" + part);
        if (readme.isPresent()) {
          readme.get().put(section.title(), part, titles());
        }
      }
    }
  }

  private static List<String> titles() {
    return SECTIONS.stream().map(Section::title).toList();
  }

  private static Options options(List<String> arguments) {
    try {
      Options options = Options.parse(arguments);
      options.names().forEach(Report::check);
      return options;
    } catch (IllegalArgumentException misuse) {
      System.err.println(misuse.getMessage());
      System.exit(2);
      throw new AssertionError("exit returned", misuse);
    }
  }

  private static void check(String name) {
    if (SECTIONS.stream().noneMatch(section -> section.names().contains(name))) {
      throw new IllegalArgumentException("nothing is called " + name + "; --list tells the names");
    }
  }
}
