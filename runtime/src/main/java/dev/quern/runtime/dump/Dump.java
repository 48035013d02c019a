package dev.quern.runtime.dump;

import dev.quern.io.AtomicFile;
import dev.quern.io.BadFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A dump that is being written: every plan that is evaluated, on any device, until it is closed.
 * There is at most one in a process.
 */
public final class Dump implements AutoCloseable {
  private static final Pattern PLAN = Pattern.compile("\\d{4,}-[0-9a-f]{8}");
  private static volatile Optional<Dump> current = fromSettings();

  private final DumpOptions options;
  private final PlanFolder.Owner owner = new Owner();
  private final List<PlanFolder> plans = new ArrayList<>();

  private Dump(DumpOptions options) {
    this.options = options;
    Runtime.getRuntime().addShutdownHook(new Thread(this::writeTimings, "quern-dump"));
  }

  /** System property quern.dump, else QUERN_DUMP. */
  private static Optional<Dump> fromSettings() {
    String environment = System.getenv().getOrDefault("QUERN_DUMP", "");
    String folder = System.getProperty("quern.dump", environment);
    if (folder.isBlank()) {
      return Optional.empty();
    }
    boolean values = Boolean.getBoolean("quern.dump.values");
    boolean timings = Boolean.getBoolean("quern.dump.timings");
    return Optional.of(new Dump(new DumpOptions(Path.of(folder.strip()), values, timings)));
  }

  /**
   * Dumps into this folder from now on, code and shapes only; what was dumped there before is
   * replaced.
   */
  public static Dump to(Path folder) {
    return to(DumpOptions.to(folder));
  }

  /**
   * Dumps from now on, in place of the dump that is being written, if any.
   *
   * @throws BadFileException if the folder holds something that is no dump
   */
  public static synchronized Dump to(DumpOptions options) {
    current.ifPresent(Dump::close);
    Dump dump = new Dump(options);
    dump.prepare();
    current = Optional.of(dump);
    return dump;
  }

  /** The dump that is being written. */
  public static Optional<Dump> current() {
    return current;
  }

  public DumpOptions options() {
    return options;
  }

  /** True if this plan's folder is part of it. */
  public boolean holds(PlanFolder plan) {
    return plan.owner() == owner;
  }

  /** This dump as the folders of its plans see it. */
  private final class Owner implements PlanFolder.Owner {
    @Override
    public DumpOptions options() {
      return options;
    }

    @Override
    public boolean isCurrent() {
      Optional<Dump> now = current;
      return now.isPresent() && now.get() == Dump.this;
    }

    @Override
    public void changed() {
      writeIndex();
    }
  }

  private Path folder() {
    return options.folder();
  }

  /** The folder of a plan that is dumped from now on. */
  public synchronized PlanFolder plan(PlanTitle title) {
    if (plans.isEmpty()) {
      prepare();
    }
    PlanFolder plan = new PlanFolder(owner, plans.size() + 1, title);
    plans.add(plan);
    return plan;
  }

  /** Stops dumping and writes the timings. */
  @Override
  public void close() {
    synchronized (Dump.class) {
      if (current.isPresent() && current.get() == this) {
        current = Optional.empty();
      }
    }
    writeTimings();
  }

  private void writeTimings() {
    List<PlanFolder> all;
    synchronized (this) {
      all = List.copyOf(plans);
    }
    all.forEach(PlanFolder::writeTimings);
  }

  private void writeIndex() {
    StringBuilder text =
        new StringBuilder(Line.of("dump").with("schema", DumpIndex.SCHEMA).toString());
    List<PlanFolder> all;
    synchronized (this) {
      all = List.copyOf(plans);
    }
    all.forEach(plan -> text.append(plan.line()));
    AtomicFile.writeUnforced(folder().resolve(DumpIndex.FILE), text.toString());
  }

  // ---- the folder

  /** Makes the folder and takes away an earlier dump. */
  private void prepare() {
    try {
      Files.createDirectories(folder());
      List<Path> there;
      try (Stream<Path> files = Files.list(folder())) {
        there = files.sorted().toList();
      }
      Path index = folder().resolve(DumpIndex.FILE);
      if (!there.isEmpty() && !isIndex(index)) {
        throw new BadFileException(
            folder().toString(), "holds files that are no dump; give a new or empty folder");
      }
      for (Path each : there) {
        if (PLAN.matcher(each.getFileName().toString()).matches()) {
          delete(each);
        }
      }
      AtomicFile.writeUnforced(index, Line.of("dump").with("schema", DumpIndex.SCHEMA).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(folder() + ": cannot dump there: " + e.getMessage(), e);
    }
  }

  private static boolean isIndex(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.readString(file).startsWith("{\"kind\":\"dump\"");
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
