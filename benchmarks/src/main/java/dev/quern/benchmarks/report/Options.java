package dev.quern.benchmarks.report;

import dev.quern.benchmarks.JvmFlags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the report was asked for.
 *
 * @param names of workloads and sections; empty means all
 * @param java the JDK whose figures are reported
 * @param against another JDK to compare with
 * @param data the folder of texts
 * @param readme the file in which the measured sections are replaced
 */
record Options(
    boolean quick,
    List<String> names,
    Path java,
    Optional<Path> against,
    Path data,
    Optional<Path> readme) {
  static final String USAGE =
      """
      java -jar benchmarks.jar report [options] [names of workloads or sections]
        --quick          a few calls each: shows that everything works, the times mean little
        --java HOME      the JDK to measure, else the one that runs this
        --against HOME   a section that compares Quern on this JDK too
        --data FOLDER    where tinyshakespeare.txt is, else ../shared/data beside the checkout
        --readme FILE    puts the sections measured in place of those in this file
        --list           the names
      """;

  static Options parse(List<String> arguments) {
    boolean quick = false;
    List<String> names = new ArrayList<>();
    Path java = Path.of(System.getProperty("java.home"));
    Optional<Path> against = Optional.empty();
    Optional<Path> readme = Optional.empty();
    Path data = standardData();
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--quick" -> quick = true;
        case "--java" -> java = Path.of(value(arguments, i++));
        case "--against" -> against = Optional.of(Path.of(value(arguments, i++)));
        case "--data" -> data = Path.of(value(arguments, i++));
        case "--readme" -> readme = Optional.of(Path.of(value(arguments, i++)));
        default -> names.add(name(arguments.get(i)));
      }
    }
    return new Options(quick, List.copyOf(names), java, against, data, readme);
  }

  private static String value(List<String> arguments, int option) {
    if (option + 1 == arguments.size()) {
      throw new IllegalArgumentException(arguments.get(option) + " needs a value\n" + USAGE);
    }
    return arguments.get(option + 1);
  }

  private static String name(String argument) {
    if (argument.startsWith("-")) {
      throw new IllegalArgumentException("no option " + argument + "\n" + USAGE);
    }
    return argument;
  }

  /** Beside the checkout that the jar was built in. */
  private static Path standardData() {
    for (Path up = JvmFlags.jar(); up != null; up = up.getParent()) {
      Path candidate = up.resolve("shared/data");
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    return Path.of("shared/data");
  }

  /** The command, without what is only true of this machine. */
  String told() {
    List<String> words =
        new ArrayList<>(List.of("java -jar benchmarks/target/benchmarks.jar report"));
    if (quick) {
      words.add("--quick");
    }
    against.ifPresent(java -> words.add("--against JDK_HOME"));
    words.addAll(names);
    return String.join(" ", words);
  }

  boolean wants(String name) {
    return names.isEmpty() || names.contains(name);
  }

  /** Part of a section, which is chosen with it or as {@code section/part}. */
  boolean wants(String section, String part) {
    return wants(section) || names.contains(part(section, part));
  }

  /** What a part of a section is called. */
  static String part(String section, String part) {
    return section + "/" + part;
  }

  /** The same on another JDK. */
  Options on(Path home) {
    return new Options(quick, names, home, Optional.empty(), data, readme);
  }

  /** This effort, unless it is to be quick. */
  Effort effort(Effort usual) {
    return quick ? Effort.QUICK : usual;
  }

  /** How often something is started anew. */
  int starts() {
    return quick ? 1 : 5;
  }
}
