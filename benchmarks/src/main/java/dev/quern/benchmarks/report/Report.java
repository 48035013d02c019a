package dev.quern.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Prints the report: what was chosen of its sections, in Markdown. */
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
  private static final String BEGIN = "<!-- report: begin -->";
  private static final String END = "<!-- report: end -->";

  private Report() {}

  public static void main(String[] arguments) throws IOException {
    List<String> given = Arrays.asList(arguments);
    if (given.contains("--list")) {
      SECTIONS.forEach(section -> section.names().forEach(System.out::println));
      return;
    }
    Options options = options(given);
    StringBuilder report =
        new StringBuilder(
            "Measured on "
                + LocalDate.now()
                + " with `java -jar"
                + " benchmarks/target/benchmarks.jar report "
                + String.join(" ", given)
                + "`.\n\n");
    for (Section section : SECTIONS) {
      String text = section.report(options);
      report.append(text).append(text.isEmpty() ? "" : "\n");
    }
    System.out.print(report);
    if (options.readme().isPresent()) {
      replace(options.readme().get(), report.toString());
    }
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

  private static void replace(Path file, String report) throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " has no lines " + BEGIN + " and " + END);
    }
    Files.writeString(
        file, text.substring(0, begin + BEGIN.length()) + "\n\n" + report + text.substring(end));
  }
}
