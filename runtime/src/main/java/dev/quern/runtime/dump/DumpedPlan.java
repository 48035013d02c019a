package dev.quern.runtime.dump;

import dev.quern.io.BadFileException;
import dev.quern.io.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A plan of a dump.
 *
 * @param title its line of kind plan
 * @param files its own texts, by stage
 * @param buffers lines of kind buffer, by number
 * @param references what its other files may refer to
 */
public record DumpedPlan(
    Path path,
    JsonObject title,
    List<DumpedFile> files,
    List<JsonObject> buffers,
    List<DumpedKernel> kernels,
    List<DumpedLaunch> launches,
    References references) {

  static DumpedPlan read(Path path) {
    Path index = path.resolve(DumpIndex.FILE);
    List<JsonObject> lines = DumpIndex.lines(index);
    if (lines.isEmpty() || !lines.get(0).text("kind").equals("plan")) {
      throw new BadFileException(index.toString(), "line 1, column 1: the first line is no plan");
    }
    DumpIndex.checkSchema(lines.get(0));
    References references = new References(lines.get(0), lines);
    List<DumpedFile> files = new ArrayList<>();
    List<JsonObject> buffers = new ArrayList<>();
    List<DumpedKernel> kernels = new ArrayList<>();
    List<DumpedLaunch> launches = new ArrayList<>();
    for (JsonObject line : lines) {
      switch (line.text("kind")) {
        case "file" -> files.add(DumpedFile.of(path, line));
        case "buffer" -> {
          references.buffer(line, buffers.size());
          buffers.add(line);
        }
        case "kernel" -> {
          references.kernel(line, kernels.size());
          kernels.add(DumpedKernel.of(path, line));
        }
        case "launch" -> {
          references.launch(line, launches.size());
          launches.add(DumpedLaunch.of(line));
        }
        default -> {}
      }
    }
    return new DumpedPlan(path, lines.get(0), files, buffers, kernels, launches, references);
  }

  /** Its place in the order of first use, from 1. */
  public int number() {
    return title.number32("plan");
  }

  public String key() {
    return title.text("key");
  }

  public String target() {
    return title.text("target");
  }

  /** {@code compiling}, {@code compiled} or {@code failed}. */
  public String status() {
    return title.text("status");
  }

  /** The kernel of a number, from 1. */
  public DumpedKernel kernel(int number) {
    return kernels.get(number - 1);
  }

  /** The text of a stage of the whole plan, if it was written. */
  public Optional<String> text(Stage stage) {
    return files.stream()
        .filter(f -> f.stage().equals(stage.toString()))
        .map(DumpedFile::text)
        .findFirst();
  }

  /** The nodes of the simplified graph, by number; lines of kind node. */
  public List<JsonObject> nodes() {
    return lines(Stage.NODES, references::node).stream()
        .filter(line -> line.text("graph").equals("simplified"))
        .toList();
  }

  /** Lines of kind reason. */
  public List<JsonObject> reasons() {
    return lines(Stage.REASONS, references::reason);
  }

  /** Lines of kind fired. */
  public List<JsonObject> rules() {
    return lines(Stage.RULES, line -> {});
  }

  /** Lines of kind time; none if nothing was measured. */
  public List<JsonObject> timings() {
    return measured("time");
  }

  /** Lines of kind found: where the plan and its kernels were. */
  public List<JsonObject> findings() {
    return measured("found");
  }

  private List<JsonObject> measured(String kind) {
    return lines(Stage.TIMINGS, references::time).stream()
        .filter(line -> line.text("kind").equals(kind))
        .toList();
  }

  /** Median nanoseconds of each launch that was timed. */
  public Map<Integer, Long> launchTimes() {
    Map<Integer, Long> times = new LinkedHashMap<>();
    for (JsonObject line : timings()) {
      if (line.text("of").equals("launch")) {
        times.put(line.number32("launch"), line.integer("median_ns"));
      }
    }
    return times;
  }

  private List<JsonObject> lines(Stage stage, Consumer<JsonObject> check) {
    Path file = path.resolve(stage.file());
    boolean listed = files.stream().anyMatch(f -> f.stage().equals(stage.toString()));
    List<JsonObject> lines = listed || Files.exists(file) ? DumpIndex.lines(file) : List.of();
    lines.forEach(check);
    return lines;
  }

  /** The values of a launch, from 1, if they were written. */
  public Optional<Path> values(int launch) {
    Path file = path.resolve("values/launch-%03d.safetensors".formatted(launch));
    return Optional.of(file).filter(Files::exists);
  }
}
