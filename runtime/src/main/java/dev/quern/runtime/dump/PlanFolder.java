package dev.quern.runtime.dump;

import dev.quern.compiler.Compilation;
import dev.quern.compiler.Program;
import dev.quern.compiler.lower.KernelGraph;
import dev.quern.compiler.lower.Nest;
import dev.quern.compiler.lower.NestWork;
import dev.quern.compiler.render.Rendered;
import dev.quern.io.AtomicFile;
import dev.quern.io.RawTensor;
import dev.quern.io.SafeTensors;
import dev.quern.runtime.backend.Backend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the folder of one plan: what the compiler made, then what became of it on the device. */
public final class PlanFolder {
  /** The dump that it is part of. */
  interface Owner {
    DumpOptions options();

    /** True while that dump is being written. */
    boolean isCurrent();

    /** What the dump's index says of a plan has changed. */
    void changed();
  }

  private final Owner dump;
  private final int number;
  private final String name;
  private final PlanTitle title;
  private final Timings timings = new Timings();
  private Optional<PlanView> view = Optional.empty();
  private List<Backend.Loaded> loaded = List.of();
  private Optional<Program> program = Optional.empty();
  private String status = "compiling";
  private String error = "";
  private boolean valuesWritten;
  private volatile String line = "";

  PlanFolder(Owner dump, int number, PlanTitle title) {
    this.dump = dump;
    this.number = number;
    this.title = title;
    this.name = "%04d-%s".formatted(number, title.key().substring(0, 8));
  }

  Owner owner() {
    return dump;
  }

  /** Where it is. */
  public Path path() {
    return dump.options().folder().resolve(name);
  }

  // ---- what is told to it

  /** What the compiler made, as far as it came. */
  public synchronized void compiled(Compilation compilation, long nanoseconds) {
    view = Optional.of(new PlanView(title, compilation));
    timings.compiled(nanoseconds);
    writeGraphs(view.get());
    compilation.program().ifPresent(this::writePlan);
    writeIndex();
  }

  /** What the device made of it: the program with the texts that run, and its kernels. */
  public synchronized void loaded(
      Program runs, List<Backend.Loaded> kernels, Finding finding, long nanoseconds) {
    program = Optional.of(runs);
    loaded = List.copyOf(kernels);
    status = "compiled";
    timings.loaded(nanoseconds);
    timings.found(found(finding));
    writePlan(runs);
    writeTimings();
    writeIndex();
  }

  private String found(Finding finding) {
    PlanView made = view.orElseThrow();
    StringBuilder text = new StringBuilder(finding.planLine().toString());
    for (List<Integer> launches : made.kernels().values()) {
      int launch = launches.get(0);
      text.append(finding.kernelLine(made.kernelOf(launch), launch));
    }
    return text.toString();
  }

  /** The plan can't be compiled, by the compiler or on the device. */
  public synchronized void failed(Throwable reason) {
    status = "failed";
    error = String.valueOf(reason.getMessage()).strip().lines().findFirst().orElse("");
    write(Stage.ERROR.file(), reason + "\n");
    writeIndex();
  }

  /** True until the values of the plan's first run have been written, if they are wanted. */
  public synchronized boolean wantsValues() {
    return dump.isCurrent() && dump.options().values() && !valuesWritten;
  }

  /** True if launches are to be timed for it. */
  public boolean wantsTimings() {
    return dump.isCurrent() && dump.options().timings();
  }

  /**
   * The contents of a launch's buffers, as {@code before.0} and {@code after.0}, and its scalars.
   */
  public synchronized void values(int launch, Map<String, Object> arrays) {
    Map<String, RawTensor> tensors = new LinkedHashMap<>();
    arrays.forEach(
        (key, array) ->
            tensors.put(key, RawTensor.of(array, java.lang.reflect.Array.getLength(array))));
    String file = "values/launch-%03d.safetensors".formatted(launch + 1);
    folder("values");
    new SafeTensors(tensors, Map.of("launch", "" + (launch + 1))).write(path().resolve(file));
    valuesWritten |= launch + 1 == program.map(p -> p.launches().size()).orElse(0);
  }

  /** A launch took so long. */
  public synchronized void launched(int launch, long nanoseconds) {
    timings.launched(launch + 1, nanoseconds);
  }

  // ---- files

  private void writeGraphs(PlanView made) {
    GraphFiles files = new GraphFiles(made);
    folder("");
    write(Stage.GIVEN.file(), files.given());
    if (made.compilation().simplified().isEmpty()) {
      return;
    }
    write(Stage.SIMPLIFIED.file(), files.simplified());
    write(Stage.NODES.file(), files.nodes());
    write(Stage.RULES.file(), files.rules());
    if (made.compilation().schedule().isPresent()) {
      write(Stage.SCHEDULE.file(), new ScheduleFile(made).text());
      write(Stage.REASONS.file(), new ReasonLines(made).text());
    }
    made.kernels().values().forEach(launches -> writeKernel(made, launches.get(0)));
  }

  private void writeKernel(PlanView made, int launch) {
    new KernelFiles(made, launch)
        .steps()
        .forEach(file -> write(kernelFile(made, launch, file), file.text()));
  }

  private void writePlan(Program runs) {
    PlanView made = view.orElseThrow();
    write(Stage.MEMORY.file(), new MemoryFile(made).table());
    for (List<Integer> launches : made.kernels().values()) {
      int launch = launches.get(0);
      for (KernelFiles.File file :
          new KernelFiles(made, launch).texts(runs.launches().get(launch - 1))) {
        write(kernelFile(made, launch, file), file.text());
      }
      String log = built(launch).log();
      if (!log.isBlank()) {
        write(kernelFolder(made, launch) + "/" + Stage.LOG.file(), log.strip() + "\n");
      }
    }
  }

  private static String kernelFile(PlanView made, int launch, KernelFiles.File file) {
    return kernelFolder(made, launch) + "/" + file.name();
  }

  private static String kernelFolder(PlanView made, int launch) {
    String kernel = made.launches().get(launch - 1).kernel().nest().name();
    return "kernels/%02d-%s".formatted(made.kernelOf(launch), kernel);
  }

  private Backend.Built built(int launch) {
    return loaded.isEmpty() ? Backend.Built.UNKNOWN : loaded.get(launch - 1).built();
  }

  synchronized void writeTimings() {
    String text = timings.text(launch -> view.map(made -> made.kernelOf(launch)).orElse(0));
    if (!text.isEmpty()) {
      write(Stage.TIMINGS.file(), text);
    }
  }

  private void write(String file, String text) {
    Path target = path().resolve(file);
    folder(file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "");
    AtomicFile.writeUnforced(target, text);
  }

  private void folder(String inside) {
    Path folder = path().resolve(inside);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  // ---- index

  private void writeIndex() {
    line = title().toString();
    StringBuilder text = new StringBuilder(title().with("schema", DumpIndex.SCHEMA).toString());
    for (Stage stage : planFiles()) {
      text.append(file(Line.of("file"), stage.file(), stage));
    }
    view.ifPresent(made -> appendProgram(made, text));
    write("index.jsonl", text.toString());
    dump.changed();
  }

  /** The line that stands for the plan in the dump's index. */
  String line() {
    return line;
  }

  private Line title() {
    Line line =
        Line.of("plan")
            .with("plan", number)
            .with("folder", name)
            .with("key", title.key())
            .with("device", title.device())
            .with("target", title.target().name())
            .with("fusion", title.fused() ? "on" : "off")
            .with("status", status)
            .withKnown("error", error);
    view.ifPresent(
        made ->
            line.with("given", made.givenNodes().size())
                .with("simplified", made.nodes().size())
                .with("rules", made.compilation().fired().size())
                .with("kernels", made.kernels().size())
                .with("launches", made.launches().size()));
    return line;
  }

  private List<Stage> planFiles() {
    List<Stage> stages = new ArrayList<>();
    for (Stage stage : Stage.values()) {
      boolean ofPlan = stage.compareTo(Stage.ERROR) <= 0;
      if (ofPlan && Files.exists(path().resolve(stage.file())) && stage != Stage.TIMINGS) {
        stages.add(stage);
      }
    }
    return stages;
  }

  private static Line file(Line line, String file, Stage stage) {
    return line.with("file", file).with("stage", stage.toString()).with("about", stage.about());
  }

  private void appendProgram(PlanView made, StringBuilder text) {
    if (made.compilation().program().isPresent()) {
      text.append(new MemoryFile(made).lines());
      for (List<Integer> launches : made.kernels().values()) {
        text.append(kernel(made, launches));
      }
      for (int launch = 1; launch <= made.launches().size(); launch++) {
        text.append(launch(made, launch));
      }
    }
  }

  private Line kernel(PlanView made, List<Integer> launches) {
    int launch = launches.get(0);
    Program.Launch runs =
        program.map(p -> p.launches().get(launch - 1)).orElseGet(() -> made.rendered(launch));
    Nest nest = runs.nest();
    NestWork work = work(made, launch);
    String folder = kernelFolder(made, launch);
    Line line =
        Line.of("kernel")
            .with("kernel", made.kernelOf(launch))
            .with("name", nest.name())
            .with("class", className(launch, runs.rendered()))
            .with("folder", folder)
            .with("launches", launches)
            .with("phases", runs.rendered().phases().stream().map(PlanFolder::phase).toList())
            .with("work", runs.rendered().phases().stream().mapToLong(Rendered.Phase::work).sum())
            .with("flops", work.flops())
            .with("bytesRead", work.bytesRead())
            .with("bytesWritten", work.bytesWritten())
            .with("arguments", nest.arguments().stream().map(PlanFolder::argument).toList())
            .with("scalars", nest.scalars().stream().map(s -> s.variable().name()).toList())
            .withKnown("template", nest.template().map(t -> t.getClass().getSimpleName()))
            .with("members", made.launches().get(launch - 1).members().size())
            .with("modules", List.copyOf(made.modules(launch)))
            .with("outputs", outputs(made.graph(launch)))
            .with("notes", runs.rendered().notes())
            .with("files", files(made, launch, runs, folder));
    return built(line, built(launch));
  }

  private static Line built(Line line, Backend.Built built) {
    if (built.codeBytes() > 0) {
      line.with("codeBytes", built.codeBytes());
    }
    if (built.methodBytes() > 0) {
      line.with("largestMethod", built.method()).with("methodBytes", built.methodBytes());
    }
    return line;
  }

  /** What a stack trace shows: the name under which the text was compiled first. */
  private String className(int launch, Rendered rendered) {
    return loaded.isEmpty() ? rendered.name() : loaded.get(launch - 1).rendered().name();
  }

  private static Line phase(Rendered.Phase phase) {
    return Line.part().with("chunks", phase.chunks()).with("work", phase.work());
  }

  private static Line argument(Nest.Argument argument) {
    return Line.part()
        .with("dtype", argument.dtype().text())
        .with("elements", argument.elements())
        .with("written", argument.written());
  }

  private static List<Line> outputs(KernelGraph graph) {
    List<Line> outputs = new ArrayList<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      boolean part = graph.parts().get(i);
      outputs.add(Line.part().with("slot", graph.slots().get(i)).with("part", part));
    }
    return outputs;
  }

  private List<Line> files(PlanView made, int launch, Program.Launch runs, String folder) {
    KernelFiles kernel = new KernelFiles(made, launch);
    List<KernelFiles.File> all = new ArrayList<>(kernel.steps());
    all.addAll(kernel.texts(runs));
    List<Line> lines = new ArrayList<>();
    for (KernelFiles.File each : all) {
      lines.add(file(Line.part(), folder + "/" + each.name(), each.stage()));
    }
    if (!built(launch).log().isBlank()) {
      lines.add(file(Line.part(), folder + "/" + Stage.LOG.file(), Stage.LOG));
    }
    return lines;
  }

  /**
   * The operations as the graph has them, before transcendentals are spelt out; the bytes as they
   * are.
   */
  private static NestWork work(PlanView made, int launch) {
    long flops = 0;
    for (var member : made.compilation().members(made.launches().get(launch - 1))) {
      for (Compilation.Step step : made.compilation().steps(member)) {
        boolean loops = step.step() == dev.quern.compiler.lower.LoweringListener.Step.LOOPS;
        flops += loops ? NestWork.of(step.nest().orElseThrow()).flops() : 0;
      }
    }
    NestWork whole = NestWork.of(made.launches().get(launch - 1).kernel().nest());
    return new NestWork(flops, whole.bytesRead(), whole.bytesWritten());
  }

  private static Line launch(PlanView made, int launch) {
    KernelGraph graph = made.graph(launch);
    List<Integer> nodes =
        dev.quern.compiler.ir.Topology.of(graph.outputs()).stream()
            .map(copy -> made.number(graph.copies().get(copy)))
            .toList();
    List<Integer> stores =
        graph.outputs().stream().map(copy -> made.number(graph.copies().get(copy))).toList();
    Program.Launch rendered = made.rendered(launch);
    return Line.of("launch")
        .with("launch", launch)
        .with("kernel", made.kernelOf(launch))
        .with("buffers", rendered.arguments())
        .with("scalars", rendered.nest().scalars().stream().map(s -> s.variable().name()).toList())
        .with("members", made.launches().get(launch - 1).members())
        .with("graph", nodes)
        .with("stores", stores)
        .with("modules", List.copyOf(made.modules(launch)))
        .with("sources", List.copyOf(made.sources(launch)))
        .with("readers", List.copyOf(made.readers(launch)));
  }
}
