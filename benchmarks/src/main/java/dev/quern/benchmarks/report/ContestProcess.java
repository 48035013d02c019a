package dev.quern.benchmarks.report;

import dev.quern.benchmarks.JvmFlags;
import dev.quern.benchmarks.workload.Catalogue;
import dev.quern.benchmarks.workload.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A contest in a JVM of its own: prints a line for each contender. */
final class ContestProcess {
  private static final String MARK = "@measured ";

  private ContestProcess() {}

  /** Which JVM it is. */
  enum Kind {
    LAUNCHED,
    EMBEDDED
  }

  /** Starts it and reads what it prints. */
  static List<Measured> run(Fork fork) {
    return fork.run().stream()
        .map(Fork.Line::text)
        .filter(text -> text.startsWith(MARK))
        .map(text -> Measured.parse(text.substring(MARK.length())))
        .toList();
  }

  /** The contest of a workload between some sides. */
  static Fork fork(Options options, Effort usual, String workload, Set<Side> sides, Kind kind) {
    List<String> arguments = new ArrayList<>(List.of(workload, names(sides)));
    arguments.addAll(options.effort(usual).arguments());
    String[] array = arguments.toArray(String[]::new);
    String main = ContestProcess.class.getName();
    Fork plain =
        kind == Kind.LAUNCHED
            ? Fork.launched(options.java(), main, array)
            : Fork.embedded(options.java(), main, array);
    return plain.with(JvmFlags.torch());
  }

  private static String names(Set<Side> sides) {
    return sides.stream().map(Enum::name).collect(Collectors.joining(","));
  }

  public static void main(String[] arguments) {
    Set<Side> sides = EnumSet.noneOf(Side.class);
    Arrays.stream(arguments[1].split(",")).map(Side::valueOf).forEach(sides::add);
    Effort effort = Effort.of(Arrays.asList(arguments).subList(2, arguments.length));
    new Contest(Catalogue.of(arguments[0]), effort)
        .run(sides)
        .forEach(measured -> System.out.println(MARK + measured.line()));
    System.exit(0); // whatever threads a library has left
  }
}
