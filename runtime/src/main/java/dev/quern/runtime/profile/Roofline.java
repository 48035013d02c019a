package dev.quern.runtime.profile;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.io.AtomicFile;
import dev.quern.io.BadFileException;
import dev.quern.io.Json;
import dev.quern.io.JsonObject;
import dev.quern.runtime.Backend;
import dev.quern.runtime.cache.CacheSettings;
import dev.quern.runtime.java.JavaBackend;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this machine's processors can do with all threads: bytes from memory, and float32
 * multiply-adds.
 */
public record Roofline(double bytesPerSecond, double flopsPerSecond) {
  private static final int CHUNKS = 64;
  private static final int ELEMENTS = 1 << 23; // 32 MB an array
  private static final int ROUNDS = 20_000; // of the multiply-adds of a chunk
  private static final int ACCUMULATORS = 12;
  private static final int RUNS = 24;

  /** Measured once a machine, in about a second, and kept in the user's cache folder. */
  public static Roofline ofThisMachine() {
    return CacheSettings.folder().map(Roofline::keptIn).orElseGet(Roofline::measure);
  }

  private static Roofline keptIn(Path folder) {
    String machine = JavaBackend.survey().description();
    Path file = folder.resolve("roofline.json");
    if (Files.exists(file)) {
      try {
        JsonObject kept = JsonObject.read(file);
        if (kept.text("machine").equals(machine)) {
          return new Roofline(kept.number("bytes_per_second"), kept.number("flops_per_second"));
        }
      } catch (BadFileException unreadable) {
        // What can't be read is measured again and replaced.
      }
    }
    Roofline measured = measure();
    Map<String, Object> json = measured.json();
    json.put("machine", machine);
    try {
      Files.createDirectories(folder);
      AtomicFile.writeUnforced(file, Json.write(json) + "\n");
    } catch (java.io.IOException | UncheckedIOException readOnly) {
      System.getLogger("dev.quern")
          .log(System.Logger.Level.DEBUG, "the roofline is not kept: {0}", readOnly);
    }
    return measured;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bytes_per_second", bytesPerSecond);
    json.put("flops_per_second", flopsPerSecond);
    return json;
  }

  private static Roofline measure() {
    Backend backend = JavaBackend.open("", List.of());
    int lanes = backend.target().vectorBits() / 32;
    List<Backend.Loaded> kernels = backend.load(List.of(copy(), multiplyAdd(lanes)));
    Object[] buffers = {
      backend.allocate(DType.FLOAT32, ELEMENTS), backend.allocate(DType.FLOAT32, ELEMENTS)
    };
    double moved = 8.0 * ELEMENTS; // read and written
    double added = 2.0 * ACCUMULATORS * Math.max(1, lanes) * ROUNDS * CHUNKS;
    return new Roofline(
        moved / seconds(backend, kernels.get(0), buffers),
        added / seconds(backend, kernels.get(1), buffers));
  }

  /** The least of a few runs. */
  private static double seconds(Backend backend, Backend.Loaded kernel, Object[] buffers) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      backend.launch(kernel, buffers, new long[0]);
      backend.finish();
      least = Math.min(least, System.nanoTime() - start);
    }
    return least / 1e9;
  }

  private static Rendered copy() {
    return kernel(
        "roofline_copy",
        "float[] a = (float[]) buffers[0]; float[] b = (float[]) buffers[1];\n"
            + "int size = a.length / "
            + CHUNKS
            + ";\n"
            + "for (int c = first; c < last; c++) { part(a, b, c * size, c * size + size); }\n",
        "static void part(float[] a, float[] b, int from, int to) {\n"
            + "for (int i = from; i < to; i++) { b[i] = a[i] + 1.0f; }\n}\n");
  }

  /**
   * Independent accumulators, as many as hide an addition's latency; in plain floats without
   * vectors.
   */
  private static Rendered multiplyAdd(int lanes) {
    String type = lanes > 1 ? "jdk.incubator.vector.FloatVector" : "float";
    StringBuilder body = new StringBuilder("static float part(int rounds) {\n");
    for (int i = 0; i < ACCUMULATORS; i++) {
      body.append("%s a%d = %s;\n".formatted(type, i, constant(lanes, i)));
    }
    body.append(
        "%s x = %s; %s y = %s;\n".formatted(type, constant(lanes, 1), type, constant(lanes, 2)));
    body.append("for (int i = 0; i < rounds; i++) {\n");
    for (int i = 0; i < ACCUMULATORS; i++) {
      body.append(
          lanes > 1
              ? "a%d = a%d.fma(x, y);\n".formatted(i, i)
              : "a%d = a%d * x + y;\n".formatted(i, i));
    }
    body.append("}\n");
    for (int i = 1; i < ACCUMULATORS; i++) {
      body.append(lanes > 1 ? "a0 = a0.add(a%d);\n".formatted(i) : "a0 = a0 + a%d;\n".formatted(i));
    }
    body.append(lanes > 1 ? "return a0.lane(0);\n}\n" : "return a0;\n}\n");
    return kernel(
        "roofline_multiply_add",
        "for (int c = first; c < last; c++) { ((float[]) buffers[0])[c] = part("
            + ROUNDS
            + "); }\n",
        body.toString());
  }

  private static String constant(int lanes, int i) {
    String value = "0." + (i + 1) + "f";
    return lanes > 1
        ? "jdk.incubator.vector.FloatVector.broadcast(jdk.incubator.vector.FloatVector.SPECIES_%d, %s)"
            .formatted(lanes * 32, value)
        : value;
  }

  private static Rendered kernel(String name, String run, String method) {
    String source =
        "package dev.quern.kernels;\n"
            + "public final class "
            + name
            + " implements dev.quern.runtime.java.KernelCode {\n"
            + "public void run(int phase, int first, int last, Object[] buffers, long[] scalars, Object[] locals) {\n"
            + run
            + "}\n"
            + method
            + "}\n";
    Rendered.Phase all = new Rendered.Phase(CHUNKS, 1L << 30, List.of());
    return new Rendered(name, source, List.of(all), List.of(), List.of());
  }
}
