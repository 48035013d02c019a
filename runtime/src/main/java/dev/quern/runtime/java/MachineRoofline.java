package dev.quern.runtime.java;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.io.AtomicFile;
import dev.quern.io.BadFileException;
import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.cache.CacheSettings;
import dev.quern.runtime.profile.Roofline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the {@link Roofline} of the machine that this JVM runs on, and keeps it. */
public final class MachineRoofline {
  /** Raised when it is measured in another way: older files are measured again. */
  private static final int METHOD = 3;

  private static final int ELEMENTS = 1 << 24; // 64 MB an array, so that no cache holds two
  private static final long PATIENCE = 150_000_000; // nanoseconds without a better run
  private static final long LONGEST = 5_000_000_000L; // nanoseconds a kernel
  private static final int FEWEST = 30; // runs; the first are interpreted, hundreds of times slower
  private static final double BETTER = 0.995;

  private MachineRoofline() {}

  /** Measured once a machine, in a second or two, and kept in the user's cache folder. */
  public static Roofline ofThisMachine() {
    return CacheSettings.folder().map(MachineRoofline::keptIn).orElseGet(MachineRoofline::measure);
  }

  private static Roofline keptIn(Path folder) {
    String machine = JavaBackend.survey().description();
    Path file = folder.resolve("roofline.json");
    return kept(file, machine)
        .orElseGet(
            () -> {
              Roofline measured = measure();
              keep(measured, file, machine);
              return measured;
            });
  }

  private static Optional<Roofline> kept(Path file, String machine) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonObject kept = JsonObject.read(file);
      boolean same =
          kept.has("method")
              && kept.number32("method") == METHOD
              && kept.text("machine").equals(machine);
      return same ? Optional.of(of(kept)).filter(MachineRoofline::isPossible) : Optional.empty();
    } catch (BadFileException unreadable) {
      return Optional.empty(); // what can't be read is measured again and replaced
    }
  }

  private static Roofline of(JsonObject kept) {
    return new Roofline(kept.number("bytes_per_second"), kept.number("flops_per_second"));
  }

  private static boolean isPossible(Roofline kept) {
    return kept.bytesPerSecond() > 0 && kept.flopsPerSecond() > 0;
  }

  private static void keep(Roofline measured, Path file, String machine) {
    Map<String, Object> json = measured.json();
    json.put("method", METHOD);
    json.put("machine", machine);
    try {
      CacheSettings.make(file.getParent());
      AtomicFile.writeUnforced(file, Json.write(json) + "\n");
    } catch (IOException | UncheckedIOException readOnly) {
      System.getLogger("dev.quern")
          .log(System.Logger.Level.DEBUG, "the roofline is not kept: {0}", readOnly);
    }
  }

  static Roofline measure() {
    Backend backend = JavaBackend.open("", List.of());
    RooflineKernels kernels = new RooflineKernels(backend.target().vectorBits() / 32);
    Object[] buffers = {
      backend.allocate(DType.FLOAT32, ELEMENTS), backend.allocate(DType.FLOAT32, ELEMENTS)
    };
    double read = 4.0 * ELEMENTS / seconds(backend, kernels.read(), buffers);
    double copied = 8.0 * ELEMENTS / seconds(backend, kernels.copy(), buffers);
    double added = kernels.operations() / seconds(backend, kernels.multiplyAdd(), buffers);
    return new Roofline(Math.max(read, copied), added);
  }

  /**
   * The shortest run, once running it again has not made it shorter for a while: the first runs are
   * interpreted, the clock speeds up, and other programs take turns.
   */
  private static double seconds(Backend backend, Rendered kernel, Object[] buffers) {
    Backend.Loaded loaded = backend.load(List.of(kernel)).get(0);
    long began = System.nanoTime();
    long improved = began;
    long least = Long.MAX_VALUE;
    long now = began;
    for (int run = 0; run < FEWEST || now - improved < PATIENCE; run++) {
      if (now - began > LONGEST) {
        break;
      }
      long start = System.nanoTime();
      backend.launch(loaded, buffers, new long[0]);
      backend.finish();
      now = System.nanoTime();
      improved = now - start < BETTER * least ? now : improved;
      least = Math.min(least, now - start);
    }
    return least / 1e9;
  }
}
