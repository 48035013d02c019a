package dev.quern.runtime.java;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.ir.DType;
import dev.quern.compiler.render.Rendered;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.backend.DeviceException;
import dev.quern.runtime.backend.OutOfDeviceMemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JavaBackendTest {
  private final Backend backend = TestBackends.java(3);

  /**
   * A kernel whose body sees buffers, scalars and locals for each {@code chunk} of a {@code phase}.
   */
  private static Rendered kernel(
      String name, List<Rendered.Local> locals, int phases, String body) {
    String source =
        """
        package dev.quern.kernels;

        public final class %s implements dev.quern.runtime.java.KernelCode {
          public void run(int phase, int first, int last, Object[] buffers, long[] scalars, Object[] locals) {
            for (int chunk = first; chunk < last; chunk++) {
              %s
            }
          }
        }
        """
            .formatted(name, body);
    List<Rendered.Phase> all = new ArrayList<>();
    IntStream.range(0, phases).forEach(i -> all.add(new Rendered.Phase(40, 1, List.of())));
    return new Rendered(name, source, all, locals, List.of());
  }

  private void run(Rendered kernel, long[] scalars, Object... buffers) {
    backend.launch(backend.load(List.of(kernel)).get(0), buffers, scalars);
  }

  @Test
  void kernelsAreLoadedInOrderOnSeveralThreads() {
    List<Rendered> kernels =
        IntStream.range(0, 30)
            .mapToObj(i -> kernel("K" + i, List.of(), 1, "((int[]) buffers[0])[0] = " + i + ";"))
            .toList();
    List<Backend.Loaded> loaded = backend.load(kernels);
    for (int i = 0; i < 30; i++) {
      int[] out = {-1};
      backend.launch(loaded.get(i), new Object[] {out}, new long[0]);
      assertEquals(i, out[0]);
    }
  }

  @Test
  void firstRefusedKernelOfManyIsReported() {
    List<Rendered> kernels =
        IntStream.range(0, 20)
            .mapToObj(i -> kernel("K" + i, List.of(), 1, i % 7 == 5 ? "nonsense;" : ";"))
            .toList();
    for (int round = 0; round < 5; round++) {
      assertEquals(
          "K5", assertThrows(CompileException.class, () -> backend.load(kernels)).kernel());
    }
  }

  @Test
  void phaseSeesAllThatTheOneBeforeWrote() {
    int[] out = new int[40];
    int[] sums = new int[40];
    String body =
        """
        int[] out = (int[]) buffers[0];
        int[] sums = (int[]) buffers[1];
        if (phase == 0) {
          out[chunk] = chunk + (int) scalars[0];
        } else {
          for (int i = 0; i < 40; i++) {
            sums[chunk] += out[i];
          }
        }
        """;
    run(kernel("Phases", List.of(), 2, body), new long[] {2}, out, sums);
    assertArrayEquals(IntStream.range(0, 40).map(i -> 40 * 39 / 2 + 80).toArray(), sums);
  }

  @Test
  void localsAreArraysOfTheirTypeAndOfOneThread() {
    List<Rendered.Local> locals =
        List.of(
            new Rendered.Local(DType.FLOAT32, 8),
            new Rendered.Local(DType.FLOAT32, 100),
            new Rendered.Local(DType.INT64, 5));
    String body =
        """
        float[] a = (float[]) locals[0];
        float[] b = (float[]) locals[1];
        long[] c = (long[]) locals[2];
        a[7] = chunk;
        b[7] = -chunk;
        b[99] = a[7];
        c[4] = chunk;
        ((float[]) buffers[0])[chunk] = a[7] - b[7] + b[99] + c[4];
        """;
    float[] out = new float[40];
    for (int round = 0; round < 100; round++) {
      run(kernel("Local", locals, 1, body), new long[0], out);
      for (int i = 0; i < 40; i++) {
        assertEquals(4 * i, out[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'int[] a = new int[1]; a[chunk + 1] = 1;', an index is out of range: Index",
    "'int a = 1 / (chunk - chunk);', an integer is divided by zero",
    "'long[] a = new long[2000000000];', the Java heap is full",
  })
  void whatAKernelThrowsIsSaidWithItsName(String body, String expected) {
    Rendered kernel = kernel("Fails", List.of(), 1, body);
    DeviceException failed = assertThrows(DeviceException.class, () -> run(kernel, new long[0]));
    String message = failed.getMessage();
    assertTrue(message.startsWith("kernel Fails on java: " + expected), message);
    assertEquals(body.contains("2000000000"), failed instanceof OutOfDeviceMemoryException);
  }

  @Test
  void whatOnlyAWrongKernelThrowsIsACompilersFailureWithItsSource() {
    Rendered kernel = kernel("Wrong", List.of(), 1, "Object a = (double[]) buffers[0];");
    CompileException failed =
        assertThrows(CompileException.class, () -> run(kernel, new long[0], new float[1]));
    assertTrue(failed.getMessage().contains("fails when it runs: java.lang.ClassCastException"));
    assertTrue(failed.getMessage().contains("1  package dev.quern.kernels;"));
  }
}
