package dev.quern.runtime;

import dev.quern.compiler.Program;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.plan.GraphCompiler;
import java.util.List;
import java.util.function.UnaryOperator;

/** Programs whose source has been tampered with. */
class BrokenCompiler implements GraphCompiler {
  private final UnaryOperator<String> change;

  BrokenCompiler() {
    this(source -> source.replace("out[i] =", "out[i] +* ="));
  }

  BrokenCompiler(UnaryOperator<String> change) {
    this.change = change;
  }

  @Override
  public Program compile(List<Node> outputs, Target target) {
    Program program = new TinyCompiler().compile(outputs, target);
    return new Program(
        program.buffers(),
        program.launches().stream().map(this::changed).toList(),
        program.reasons());
  }

  private Program.Launch changed(Program.Launch launch) {
    Rendered r = launch.rendered();
    Rendered changed =
        new Rendered(r.name(), change.apply(r.source()), r.phases(), r.locals(), r.support());
    return new Program.Launch(launch.nest(), changed, launch.arguments());
  }
}
