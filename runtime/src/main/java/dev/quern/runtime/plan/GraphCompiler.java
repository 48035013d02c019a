package dev.quern.runtime.plan;

import dev.quern.compiler.CompilationListener;
import dev.quern.compiler.Program;
import dev.quern.compiler.Workers;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.target.Target;
import java.util.List;

/** The compiler, as far as an engine sees it. */
@FunctionalInterface
public interface GraphCompiler {
  Program compile(List<Node> outputs, Target target);

  /** The same, telling of each pass, as far as it can tell. */
  default Program compile(List<Node> outputs, Target target, CompilationListener listener) {
    return compile(outputs, target);
  }

  /** The same by several workers, as far as it can be shared out. */
  default Program compile(
      List<Node> outputs, Target target, CompilationListener listener, Workers workers) {
    return compile(outputs, target, listener);
  }

  /** Whether kernels are fused. */
  default boolean fuses() {
    return true;
  }
}
