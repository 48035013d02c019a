package dev.quern.benchmarks;

import dev.quern.benchmarks.report.Report;
import dev.quern.benchmarks.workload.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code report} and its options print the report; anything else is for JMH. Either way in a JVM of
 * its own that has the flags which both sides need.
 */
public final class Main {
  private static final String STARTED = "quern.benchmarks.started";
  private static final String CONTENDER = "contender";

  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> given = Arrays.asList(arguments);
    if (given.size() > 0 && given.get(0).equals("report")) {
      Report.main(given.subList(1, given.size()).toArray(String[]::new)); // starts JVMs itself
    } else if (System.getProperty(STARTED) == null) {
      System.exit(restart(given));
    } else {
      org.openjdk.jmh.Main.main(withContenders(given).toArray(String[]::new));
    }
  }

  /** Runs this again with flags, which the forks of JMH inherit. */
  private static int restart(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JvmFlags.launcher(Runtime.version().feature()));
    command.addAll(JvmFlags.torch());
    command.add("-D" + STARTED + "=yes");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** With the names of all contenders as the benchmark's parameter, unless some were chosen. */
  private static List<String> withContenders(List<String> arguments) {
    if (arguments.stream().anyMatch(argument -> argument.startsWith(CONTENDER + "="))) {
      return arguments;
    }
    List<String> names = new ArrayList<>();
    Catalogue.all()
        .forEach(
            workload ->
                workload
                    .contenders()
                    .forEach(contender -> names.add(workload.name() + "/" + contender.name())));
    List<String> more = new ArrayList<>(List.of("-p", CONTENDER + "=" + String.join(",", names)));
    more.addAll(arguments);
    return more;
  }
}
