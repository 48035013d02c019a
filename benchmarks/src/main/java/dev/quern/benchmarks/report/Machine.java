package dev.quern.benchmarks.report;

import dev.quern.benchmarks.JvmFlags;
import dev.quern.benchmarks.machine.Ceiling;
import dev.quern.benchmarks.torch.TorchModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The machine that a report is of, and what it does at most. */
final class Machine implements Section {
  private static final long DRAM_BYTES = 384L << 20; // far above every cache
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  @Override
  public String title() {
    return "Machine";
  }

  @Override
  public List<String> names() {
    return List.of("machine");
  }

  @Override
  public String report(Options options) {
    if (!options.wants("machine")) {
      return "";
    }
    Fork fork =
        Fork.launched(
                options.java(),
                Machine.class.getName(),
                options.effort(Effort.FULL).arguments().toArray(String[]::new))
            .with(JvmFlags.torch());
    List<String> lines = Progress.of("machine", fork::run).stream().map(Fork.Line::text).toList();
    return String.join("\n", lines) + "\n";
  }

  public static void main(String[] arguments) {
    System.out.println(
        "- "
            + LocalDate.now()
            + ", "
            + processor()
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " cores, JDK "
            + Runtime.version()
            + ", PyTorch "
            + torch());
    List<Ceiling> ceilings =
        Arrays.stream(Ceiling.Kind.values()).map(kind -> new Ceiling(kind, DRAM_BYTES)).toList();
    List<CeilingBody> bodies = ceilings.stream().map(CeilingBody::new).toList();
    List<List<Double>> times =
        new Turns(Effort.of(List.of(arguments))).time(new ArrayList<>(bodies));
    for (int i = 0; i < bodies.size(); i++) {
      Ceiling ceiling = ceilings.get(i);
      Measured measured = CeilingBody.measured(ceiling, times.get(i));
      System.out.println(
          "- "
              + ceiling.kind()
              + " at most "
              + Text.digits(measured.rate())
              + " "
              + ceiling.kind().unit());
    }
    System.exit(0);
  }

  private static String torch() {
    try {
      return TorchModule.version();
    } catch (RuntimeException | LinkageError missing) {
      return "missing (" + missing + ")";
    }
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException notLinux) {
      return System.getProperty("os.arch");
    }
  }
}
