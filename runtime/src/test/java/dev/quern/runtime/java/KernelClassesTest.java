package dev.quern.runtime.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.render.java.JavaRenderer;
import dev.quern.compiler.target.ContractionTemplate.MicroKernel;
import dev.quern.runtime.backend.CompileException;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelClassesTest {
  private static final MicroKernel TWICE =
      new MicroKernel(
          "Twice",
          """
          package dev.quern.kernels;

          public final class Twice {
            public static float of(float x) {
              return x + x;
            }
          }
          """);

  static Stream<SourceCompiler> compilers() {
    return Stream.of(new JaninoCompiler(), new JavacCompiler());
  }

  private static Rendered kernel(String name, String body, MicroKernel... support) {
    String source =
        """
        package dev.quern.kernels;

        public final class %s implements dev.quern.runtime.java.KernelCode {
          public void run(int phase, int first, int last, Object[] buffers, long[] scalars, Object[] locals) {
            float[] out = (float[]) buffers[0];
        %s
          }
        }
        """
            .formatted(name, body);
    List<Rendered.Phase> phases = List.of(new Rendered.Phase(1, 1, List.of()));
    return new Rendered(name, source, phases, List.of(), Arrays.asList(support));
  }

  private static float run(JavaKernel kernel) {
    float[] out = {0};
    kernel.code().run(0, 0, 1, new Object[] {out}, new long[0], new Object[0]);
    return out[0];
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void kernelCallsItsMicroKernel(SourceCompiler compiler) {
    KernelClasses classes = new KernelClasses(compiler, CodeSize.LIMIT);
    Rendered kernel = kernel("Calls", "out[0] = Twice.of(21.0f);", TWICE);
    classes.support(kernel.support());
    classes.support(kernel.support());
    assertEquals(42, run(classes.load(kernel)));
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void kernelsOfOneNameDoNotMeet(SourceCompiler compiler) {
    KernelClasses classes = new KernelClasses(compiler, CodeSize.LIMIT);
    JavaKernel one = classes.load(kernel("Same", "out[0] = 1.0f;"));
    JavaKernel two = classes.load(kernel("Same", "out[0] = 2.0f;"));
    assertEquals(1, run(one));
    assertEquals(2, run(two));
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void typeThatKeepsMethodsApartIsNotThere(SourceCompiler compiler) {
    String body = "out[0] = twice(21.0f, null);";
    String method =
        """
          }
          private static float twice(float x, Absent alone) {
            return x + x;
          }
          private interface Absent {
        """;
    JavaKernel kernel =
        new KernelClasses(compiler, CodeSize.LIMIT).load(kernel("Apart", body + method));
    assertEquals(42, run(kernel));
    String absent = kernel.code().getClass().getName() + "$" + JavaRenderer.ABSENT;
    ClassLoader loader = kernel.code().getClass().getClassLoader();
    assertThrows(ClassNotFoundException.class, () -> loader.loadClass(absent));
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void refusedSourceIsShownWithNumbersAndTheLog(SourceCompiler compiler) {
    CompileException refused =
        assertThrows(
            CompileException.class,
            () ->
                new KernelClasses(compiler, CodeSize.LIMIT)
                    .load(kernel("Bad", "    out[0] = nothing;")));
    assertTrue(refused.getMessage().startsWith("kernel Bad: "), refused.getMessage());
    assertTrue(refused.getMessage().contains("    6      out[0] = nothing;"), refused.getMessage());
    assertTrue(refused.getMessage().contains("nothing"));
    assertEquals("Bad", refused.kernel());
  }

  @Test
  void otherMicroKernelOfAKnownNameIsRefused() {
    KernelClasses classes = new KernelClasses(new JaninoCompiler(), CodeSize.LIMIT);
    classes.support(List.of(TWICE));
    MicroKernel other = new MicroKernel("Twice", TWICE.source().replace("x + x", "x * x"));
    assertThrows(CompileException.class, () -> classes.support(List.of(other)));
  }

  @Test
  void classThatIsNoKernelIsRefused() {
    Rendered kernel = kernel("NoKernel", "");
    String source = kernel.source().replace("implements dev.quern.runtime.java.KernelCode", "");
    Rendered unfit =
        new Rendered("NoKernel", source, kernel.phases(), kernel.locals(), kernel.support());
    assertThrows(
        CompileException.class,
        () -> new KernelClasses(new JaninoCompiler(), CodeSize.LIMIT).load(unfit));
  }

  @Test
  void droppedKernelIsUnloaded() throws InterruptedException {
    KernelClasses classes = new KernelClasses(new JaninoCompiler(), CodeSize.LIMIT);
    JavaKernel kernel = classes.load(kernel("Dropped", "out[0] = 3.0f;"));
    run(kernel);
    WeakReference<Class<?>> type = new WeakReference<>(kernel.code().getClass());
    kernel = null;
    for (int i = 0; i < 20 && type.get() != null; i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertFalse(type.get() != null, "something keeps the class");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 100, 500})
  void largestMethodIsMeasured(int statements) {
    for (SourceCompiler compiler : compilers().toList()) {
      String body = "      out[0] = out[0] * 3.0f + out[0];\n".repeat(statements);
      JavaKernel kernel = new KernelClasses(compiler, CodeSize.LIMIT).load(kernel("Sized", body));
      CodeSize size = kernel.largestMethod();
      assertEquals("run", size.method());
      int each =
          13; // aload, iconst, aload, iconst, faload, ldc, fmul, ... of which the last varies
      assertTrue(
          size.bytes() >= statements * each && size.bytes() <= statements * (each + 4) + 20,
          () -> statements + " statements: " + size);
      assertEquals(size.bytes() > 6000, kernel.tooLarge().isPresent());
    }
  }

  @Test
  void largestMethodIsFoundAmongAllClassesConstantsAndAttributes() {
    String inner =
        """
            long big = 1234567890123L;
            double d = 0.1234;
            String text = "text that is long \\u00e9";
            out[0] = (float) (big * d) + text.length();
          }
          static final long[] TABLE = {1L, 2L, 3L};
          static int small(int x) {
            try {
              return 10 / x;
            } catch (ArithmeticException e) {
              return 0;
            }
        """;
    for (SourceCompiler compiler : compilers().toList()) {
      Map<String, byte[]> files =
          compiler.compile(
              new SourceCompiler.Unit("Mixed", kernel("Mixed", inner).source()),
              new KernelLoader(KernelCode.class.getClassLoader()));
      CodeSize size = CodeSize.largest(files.get("dev.quern.kernels.Mixed"));
      assertTrue(List.of("run", "<clinit>").contains(size.method()), size.toString());
      assertTrue(size.bytes() > 20 && size.bytes() < 80, size.toString());
    }
  }
}
