package dev.quern.runtime.java;

import dev.quern.compiler.target.Target;
import dev.quern.runtime.Backend;
import java.util.List;

/** Java backends with chosen threads, which use them however little work there is. */
public final class TestBackends {
  private TestBackends() {}

  /** Plain loops, Janino, and no least amount of work for threads. */
  public static Backend java(int threads) {
    return java(threads, new JaninoCompiler());
  }

  static JavaBackend java(int threads, SourceCompiler compiler) {
    return new JavaBackend(
        Target.java(0, List.of()), new JavaBackend.Options(threads, 0, compiler));
  }
}
