package dev.quern.runtime.dump;

import dev.quern.io.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A kernel of a dump.
 *
 * @param line its line of kind kernel
 * @param files its texts, in the order of the passes
 */
public record DumpedKernel(JsonObject line, List<DumpedFile> files) {
  static DumpedKernel of(Path folder, JsonObject line) {
    return new DumpedKernel(
        line, line.objects("files").stream().map(file -> DumpedFile.of(folder, file)).toList());
  }

  /** From 1, in the order of first launch. */
  public int number() {
    return line.number32("kernel");
  }

  public String name() {
    return line.text("name");
  }

  /** The launches that run it, from 1. */
  public List<Integer> launches() {
    return line.numbers("launches");
  }

  /** Floating-point operations of one run. */
  public long flops() {
    return line.integer("flops");
  }

  /** Bytes of buffers that one run reads and writes. */
  public long bytes() {
    return line.integer("bytesRead") + line.integer("bytesWritten");
  }

  /** Scalar operations of one run, as the launcher estimates them. */
  public long work() {
    return line.integer("work");
  }

  /** Chunks of each phase. */
  public List<Integer> chunks() {
    return line.objects("phases").stream().map(phase -> phase.number32("chunks")).toList();
  }

  /** Paths of the modules that it computes for. */
  public List<String> modules() {
    return line.texts("modules");
  }

  /** The text of a stage, if it was written. */
  public Optional<DumpedFile> file(Stage stage) {
    return files.stream().filter(file -> file.stage().equals(stage.toString())).findFirst();
  }

  /** The types of the buffers that it reads, or of those that it writes, such as f32[98304]. */
  public List<String> buffers(boolean written) {
    return line.objects("arguments").stream()
        .filter(argument -> argument.truth("written") == written)
        .map(argument -> argument.text("dtype") + "[" + argument.integer("elements") + "]")
        .toList();
  }
}
