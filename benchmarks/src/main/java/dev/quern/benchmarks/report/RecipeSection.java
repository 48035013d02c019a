package dev.quern.benchmarks.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * nanoGPT's recipe for a CPU as a user runs it, {@code quern train}, with the text of Shakespeare.
 */
final class RecipeSection implements Section {
  private static final String NAME = "recipe";
  private static final String COMMAND_LINE = "dev.quern.cli.Main"; // loaded only where it is run
  private static final Pattern VALIDATION = Pattern.compile("validation loss ([0-9.]+) over.*");
  private static final int STEPS = 2000;
  private static final int QUICK_STEPS = 10;
  private static final int[] SEEDS = {1337, 1338, 1339};
  private static final double SECONDS = 60;
  private static final double LOSS = 1.90;

  private record Trained(double seconds, double loss) {}

  @Override
  public String title() {
    return "nanoGPT's recipe";
  }

  @Override
  public List<String> names() {
    return List.of(NAME);
  }

  @Override
  public String report(Options options) {
    Path text = options.data().resolve("tinyshakespeare.txt");
    if (!options.wants(NAME)) {
      return "";
    }
    if (!Files.isReadable(text)) {
      return "skipped: no " + text.getFileName() + " in the folder that --data names\n";
    }
    int steps = options.quick() ? QUICK_STEPS : STEPS;
    List<Double> seconds = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < (options.quick() ? 1 : SEEDS.length); i++) {
      int seed = SEEDS[i];
      Trained trained =
          Progress.of(NAME + ", seed " + seed, () -> train(options, text, steps, seed));
      seconds.add(trained.seconds());
      losses.add(trained.loss());
    }
    return told(steps, seconds, losses);
  }

  private static Trained train(Options options, Path text, int steps, int seed) {
    try (CacheFolder folder = CacheFolder.empty()) {
      return Fork.launched(
              options.java(),
              COMMAND_LINE,
              "train",
              "--text=" + text,
              "--steps=" + steps,
              "--seed=" + seed,
              "--sample=0",
              "--out=" + folder.path().resolve("run"))
          .run()
          .stream()
          .map(RecipeSection::validated)
          .filter(trained -> trained.seconds() > 0)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("quern train told no validation loss"));
    }
  }

  private static Trained validated(Fork.Line line) {
    Matcher matcher = VALIDATION.matcher(line.text());
    return matcher.matches()
        ? new Trained(line.seconds(), Double.parseDouble(matcher.group(1)))
        : new Trained(0, 0);
  }

  private static String told(int steps, List<Double> seconds, List<Double> losses) {
    double time = StartUpSection.median(seconds);
    double loss = StartUpSection.median(losses);
    return Text.table(
        List.of("steps", "seconds, each seed", "validation loss, each seed", "target", "met"),
        List.of(
            List.of(
                String.valueOf(steps),
                list(seconds),
                list(losses),
                "60 s; 1.90; PyTorch: 1.88 in about 3 min on a laptop [published]",
                (time <= SECONDS ? "yes" : "no") + "; " + (loss <= LOSS ? "yes" : "no"))));
  }

  private static String list(List<Double> values) {
    Collections.sort(values);
    return String.join(", ", values.stream().map(Text::digits).toList());
  }
}
