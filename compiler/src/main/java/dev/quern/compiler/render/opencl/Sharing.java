package dev.quern.compiler.render.opencl;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.render.Step;
import java.util.Optional;

/** How the loops of a row are shared out: over the items of a group. */
interface Sharing {
  /** Takes no loops. */
  Sharing NONE =
      new Sharing() {
        @Override
        public boolean takes(Node loop) {
          return false;
        }

        @Override
        public void write(Step loop, StatementWriter statements) {
          throw new IllegalArgumentException("takes no loops");
        }

        @Override
        public Optional<String> partial(Node accumulator) {
          return Optional.empty();
        }
      };

  /** True if it writes this loop, false if the loop is to be a plain one. */
  boolean takes(Node loop);

  /** Writes a loop that it takes. */
  void write(Step loop, StatementWriter statements);

  /** What collects the updates of an accumulator for now, if it is not the accumulator itself. */
  Optional<String> partial(Node accumulator);

  /** Called before a statement outside of the loops that are taken. */
  default void before(Step statement, Source out) {}

  /** Called at the end of the body of a plain loop. */
  default void endOfBody(Step loop, Source out) {}

  /** When a statement outside of the loops that are taken may store; empty for always. */
  default String storeCondition() {
    return "";
  }
}
