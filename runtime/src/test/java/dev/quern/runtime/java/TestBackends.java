package dev.quern.runtime.java;

import dev.quern.compiler.target.ContractionTemplate;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import java.util.List;
import java.util.ServiceLoader;

/** Java backends with chosen threads, which use them however little work there is. */
public final class TestBackends {
  private TestBackends() {}

  /** Plain loops and Janino. */
  public static Backend java(int threads) {
    return java(0, threads, new JaninoCompiler());
  }

  /** Vectors of this width, and Janino. */
  public static Backend java(int bits, int threads) {
    return java(bits, threads, new JaninoCompiler());
  }

  /** The same with the JDK's compiler. */
  public static Backend javac(int bits, int threads) {
    return java(bits, threads, new JavacCompiler());
  }

  /** The width of vectors that tests with vectors take; 0 where this JVM has none. */
  public static int vectorBits() {
    return VectorWidth.modulePresent() ? 512 : 0;
  }

  /** A backend that finds methods of more code than this too large. */
  public static Backend small(int bits, int methodBytes) {
    return java(bits, new JavaBackend.Options(2, 0, new JaninoCompiler(), methodBytes));
  }

  private static Backend java(int bits, int threads, SourceCompiler compiler) {
    return java(bits, new JavaBackend.Options(threads, 0, compiler, CodeSize.LIMIT));
  }

  private static Backend java(int bits, JavaBackend.Options options) {
    List<ContractionTemplate> templates =
        ServiceLoader.load(ContractionTemplate.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    return new JavaBackend(Target.java(bits, templates), options);
  }
}
