package dev.quern.cli;

import dev.quern.runtime.dump.DumpedFile;
import dev.quern.runtime.dump.DumpedKernel;
import dev.quern.runtime.dump.DumpedPlan;
import dev.quern.runtime.dump.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A kernel of a dump turned into the texts of its passes, those that changed nothing left out. */
final class DumpedPage {
  private static final int WIDEST = 78; // columns of the left text side by side

  private final DumpedPlan plan;
  private final DumpedKernel kernel;

  DumpedPage(DumpedPlan plan, DumpedKernel kernel) {
    this.plan = plan;
    this.kernel = kernel;
  }

  /** All stages, each with the sentence about it. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "kernel %d, %s: %s"
            .formatted(
                kernel.number(),
                kernel.name(),
                BufferTypes.of(kernel.buffers(false), kernel.buffers(true))));
    if (!kernel.modules().isEmpty()) {
      lines.add("for " + String.join(", ", kernel.modules()));
    }
    String last = "";
    for (DumpedFile file : kernel.files()) {
      String body = body(file.text());
      lines.add("");
      if (body.equals(last)) {
        lines.add("== " + file.stage() + ": as the stage before");
      } else {
        lines.add("== " + file.stage() + ": " + file.about());
        lines.addAll(body(file.text(), file.about()));
      }
      last = body;
    }
    return lines;
  }

  /** The text of one stage, of the kernel or of the whole plan. */
  String text(Stage stage) {
    Optional<String> own = kernel.file(stage).map(DumpedFile::text);
    return own.or(() -> plan.text(stage))
        .orElseThrow(
            () ->
                new UsageException(
                    "--stage: the dump has no "
                        + stage
                        + " of this kernel, the pass changed nothing"));
  }

  /** Two stages side by side. */
  List<String> beside(Stage left, Stage right) {
    List<String> one = text(left).lines().toList();
    List<String> other = text(right).lines().toList();
    int width = Math.min(WIDEST, one.stream().mapToInt(String::length).max().orElse(0));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      String x = i < one.size() ? one.get(i) : "";
      String cut = x.length() > width ? x.substring(0, width - 1) + ">" : x;
      String y = i < other.size() ? other.get(i) : "";
      lines.add((cut + " ".repeat(width - cut.length()) + " | " + y).stripTrailing());
    }
    return lines;
  }

  /** What a pass made, without comments and, of a nest, the decisions that came with it. */
  private static String body(String text) {
    return text.replaceAll("(?m)^(//|decide ).*\\R?", "").strip();
  }

  /** The text without the comment that repeats what the file is. */
  private static List<String> body(String text, String about) {
    return text.strip().lines().filter(line -> !line.equals("// " + about)).toList();
  }
}
