package dev.quern.runtime.plan;

import dev.quern.compiler.CompilationListener;
import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.Workers;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.target.Target;
import java.util.List;
import java.util.Locale;

/** The compiler as engines use it, fusing kernels as far as it is told. */
public record GraphFusion(Compiler.Fusion fusion) implements GraphCompiler {
  /** System property quern.fusion, else QUERN_FUSION: {@code on}, the default, or {@code off}. */
  public static GraphFusion fromSettings() {
    String environment = System.getenv().getOrDefault("QUERN_FUSION", "on");
    String asked = System.getProperty("quern.fusion", environment).strip();
    return switch (asked.toLowerCase(Locale.ROOT)) {
      case "on", "" -> new GraphFusion(Compiler.Fusion.ON);
      case "off" -> new GraphFusion(Compiler.Fusion.OFF);
      default ->
          throw new IllegalArgumentException("quern.fusion: '" + asked + "' is neither on nor off");
    };
  }

  @Override
  public Program compile(List<Node> outputs, Target target) {
    return Compiler.compile(outputs, target, fusion);
  }

  @Override
  public Program compile(
      List<Node> outputs, Target target, CompilationListener listener, Workers workers) {
    return Compiler.compile(outputs, target, fusion, listener, workers);
  }

  @Override
  public boolean fuses() {
    return fusion == Compiler.Fusion.ON;
  }
}
