package dev.quern.compiler.loops;

import dev.quern.compiler.lower.Nest;
import java.util.function.UnaryOperator;

/** A pass over the loops of a nest: nest in, nest out. */
public interface LoopPass {
  /** In standard terms, such as {@code vectorize}. */
  String name();

  Nest run(Nest nest);

  static LoopPass of(String name, UnaryOperator<Nest> run) {
    return new LoopPass() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Nest run(Nest nest) {
        return run.apply(nest);
      }
    };
  }
}
