package dev.quern.runtime.profile;

import dev.quern.compiler.Program;
import java.util.List;
import java.util.function.Supplier;

/** Who hears what {@link Probe} is told. */
interface ProbeListener {
  /** This thread is in a phase until the span is closed. */
  Span open(Phase phase);

  /** This thread has made a tensor. */
  void built();

  /** A kernel has run. */
  void launched(KernelRun run);

  /** A plan was compiled. */
  void compiled(Program program, Supplier<List<String>> texts, Supplier<List<String>> key);

  /** An optimizer step begins. */
  void stepBegins();

  /** An optimizer step has been evaluated. */
  void stepped();
}
