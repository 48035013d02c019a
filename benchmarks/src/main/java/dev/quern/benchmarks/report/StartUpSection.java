package dev.quern.benchmarks.report;

import dev.quern.benchmarks.JvmFlags;
import dev.quern.benchmarks.startup.FirstSteps;
import dev.quern.benchmarks.startup.FirstTensor;
import dev.quern.benchmarks.startup.FirstTorchTensor;
import dev.quern.benchmarks.startup.Ready;
import java.util.ArrayList;
import java.util.List;

/** From the start of a process to its first results, with empty disk caches and with warm ones. */
final class StartUpSection implements Section {
  private static final String NAME = "start-up";
  private static final double FIRST_TENSOR = 0.5;
  private static final double LARGEST_JARS = 3e6;

  /** Something that is started; {@code cold} and {@code warm} are seconds that it may take. */
  private record Start(String what, Fork fork, double cold, double warm) {}

  @Override
  public String title() {
    return "Start-up";
  }

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public String report(Options options) {
    if (!options.wants(NAME)) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    for (Start start : starts(options)) {
      rows.add(Progress.of(NAME + ", " + start.what(), () -> row(options, start)));
    }
    long bytes = Weight.ofJar(JvmFlags.jar());
    return Text.table(
            List.of("from process start to", "cold", "warm", "target, cold / warm", "met"), rows)
        + "\nThe jars that an embedder gets: "
        + Text.digits(bytes / 1e6)
        + " MB, target under 3 MB: "
        + (bytes < LARGEST_JARS ? "met" : "missed")
        + ". DJL's PyTorch: 115 MB of jars, 432 MB unpacked.\n";
  }

  private static List<Start> starts(Options options) {
    String steps = FirstSteps.class.getName();
    String tensor = FirstTensor.class.getName();
    String torch = FirstTorchTensor.class.getName();
    double none = Double.NaN;
    return List.of(
        new Start(
            "first tensor, launcher's flags",
            Fork.launched(options.java(), tensor),
            FIRST_TENSOR,
            FIRST_TENSOR),
        new Start(
            "first tensor, no flags",
            Fork.embedded(options.java(), tensor),
            FIRST_TENSOR,
            FIRST_TENSOR),
        new Start(
            "third nano step, launcher's flags", Fork.launched(options.java(), steps), 3, 1.5),
        new Start("third nano step, no flags", Fork.embedded(options.java(), steps), none, none),
        new Start(
            "first tensor, PyTorch through DJL",
            Fork.embedded(options.java(), torch).with(JvmFlags.torch()),
            none,
            none));
  }

  private static List<String> row(Options options, Start start) {
    try {
      return measuredRow(options, start);
    } catch (ForkFailedException failed) {
      return List.of(start.what(), "failed", failed.shortly(), Text.NONE, Text.NONE);
    }
  }

  private static List<String> measuredRow(Options options, Start start) {
    List<Double> cold = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    for (int i = 0; i < options.starts(); i++) {
      try (CacheFolder cache = CacheFolder.empty()) {
        cold.add(seconds(start.fork().with(cache.flags())));
        warm.add(seconds(start.fork().with(cache.flags())));
      }
    }
    double coldTime = median(cold);
    double warmTime = median(warm);
    boolean asked = !Double.isNaN(start.cold());
    return List.of(
        start.what(),
        Text.time(coldTime),
        Text.time(warmTime),
        asked ? Text.time(start.cold()) + " / " + Text.time(start.warm()) : Text.NONE,
        asked ? yes(coldTime <= start.cold()) + " / " + yes(warmTime <= start.warm()) : Text.NONE);
  }

  private static String yes(boolean met) {
    return met ? "yes" : "no";
  }

  private static double seconds(Fork fork) {
    return fork.run().stream()
        .filter(line -> line.text().startsWith(Ready.MARK))
        .mapToDouble(Fork.Line::seconds)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(fork + " never said " + Ready.MARK));
  }

  static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
