package dev.quern;

import dev.quern.compiler.Compilation;
import dev.quern.compiler.Program;
import dev.quern.compiler.lower.NestText;
import dev.quern.runtime.Inspection;
import java.util.List;
import java.util.StringJoiner;

/** A tensor turned into what would run to compute it, as text; nothing is evaluated. */
final class Inspected {
  private Inspected() {}

  /** The decisions of the scheduler, a line each, those not done last. */
  static String explanation(Tensor tensor) {
    Compilation compilation = compilation(tensor);
    StringJoiner text = new StringJoiner("\n");
    text.add(title(tensor, compilation));
    compilation.reasons().stream()
        .filter(reason -> reason.decision().isDone())
        .forEach(reason -> text.add(reason.toString()));
    compilation.reasons().stream()
        .filter(reason -> !reason.decision().isDone())
        .forEach(reason -> text.add(reason.toString()));
    return text.toString();
  }

  /** The loops of each kernel, in the order in which they would run. */
  static String kernels(Tensor tensor) {
    Compilation compilation = compilation(tensor);
    StringJoiner text = new StringJoiner("\n");
    text.add(title(tensor, compilation));
    for (Program.Launch launch : compilation.program().orElseThrow().launches()) {
      text.add("").add(NestText.of(launch.nest()).strip());
    }
    return text.toString();
  }

  private static Compilation compilation(Tensor tensor) {
    return Inspection.of(tensor.device(), List.of(tensor.value()));
  }

  private static String title(Tensor tensor, Compilation compilation) {
    return "%s%s on %s: %d kernels"
        .formatted(
            tensor.dtype(),
            Shapes.text(tensor.shape()),
            tensor.device().name(),
            compilation.program().orElseThrow().launches().size());
  }
}
