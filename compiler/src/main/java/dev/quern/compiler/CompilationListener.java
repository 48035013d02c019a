package dev.quern.compiler;

import dev.quern.compiler.ir.Node;
import dev.quern.compiler.lower.Lowered;
import dev.quern.compiler.lower.LoweringListener;
import dev.quern.compiler.lower.NestJoining;
import dev.quern.compiler.rewrite.Rewriter;
import dev.quern.compiler.schedule.FusionGroup;
import dev.quern.compiler.schedule.Schedule;
import java.util.List;

/**
 * Is told what each pass of a compilation made, in the order of the passes. Listening changes
 * nothing of what is compiled; what was heard before a pass failed is all there is.
 */
public interface CompilationListener {
  /** Hears nothing, and costs nothing. */
  CompilationListener NONE = new CompilationListener() {};

  /** The graph as it was given. */
  default void given(List<Node> outputs) {}

  /** Hears of the rules that fire while the graph is simplified. */
  default Rewriter.Record rules() {
    return Rewriter.Record.NONE;
  }

  /** The graph by whose nodes kernels are made. */
  default void simplified(List<Node> outputs) {}

  /** Whether the schedule's reasons are to say what was not done, too. */
  default boolean wantsRefusals() {
    return false;
  }

  default void scheduled(Schedule schedule) {}

  /** Hears of the steps in which a kernel of the schedule is lowered. */
  default LoweringListener lowering(FusionGroup group) {
    return LoweringListener.NONE;
  }

  /** The schedule's kernels, in its order. */
  default void lowered(List<Lowered> kernels) {}

  /** Hears why kernels are launched one by one. */
  default NestJoining.Apart apart() {
    return NestJoining.Apart.UNHEARD;
  }

  /** The launches, each with the kernels, by position, that became it. */
  default void joined(List<NestJoining.Joined> launches) {}

  default void finished(Program program) {}
}
