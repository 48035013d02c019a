package dev.quern.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.ir.Variable;
import dev.quern.compiler.render.Rendered;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.CompileException;
import dev.quern.runtime.backend.DeviceException;
import dev.quern.runtime.backend.OutOfDeviceMemoryException;
import dev.quern.runtime.opencl.OpenCl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory, launching from several threads, and what errors say. */
final class OpenclBackendTest {
  private Backend backend;

  @BeforeEach
  void open() {
    backend = OpenclDevices.of(Target.Kind.OPENCL_CPU);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void whatIsWrittenIsRead(DType dtype) {
    for (int length : new int[] {0, 1, 5_000_000}) { // the last is moved in several chunks
      Object array = Arrays.special(dtype, length, 1);
      Object memory = backend.allocate(dtype, length);
      backend.write(memory, array);
      Object read = Arrays.zeros(dtype, length);
      backend.read(memory, read);
      backend.free(memory);
      assertEquals("", Arrays.difference(array, read));
    }
  }

  /** {@code y = y + step} on 1,000 elements. */
  private static NestBuilder.Case counting() {
    NestBuilder nest = new NestBuilder("count");
    Node y = nest.inOut(new int[1000]);
    Node step = nest.scalar(DType.INT32, Variable.scalar("step"), 1);
    Node i = nest.range(1000);
    Node next = Nodes.load(y, i).plus(step);
    return nest.phase(NestBuilder.segment(i, Nodes.store(y, i, next))).build();
  }

  @Test
  void oneKernelRunsFromSeveralThreads() throws Exception {
    Backend.Loaded kernel =
        backend.load(List.of(Compiler.render(counting().nest(), backend.target()))).get(0);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<int[]>> results = new ArrayList<>();
    for (int t = 1; t <= 4; t++) {
      int step = t;
      results.add(threads.submit(() -> count(kernel, step)));
    }
    for (int t = 1; t <= 4; t++) {
      int[] expected = new int[1000];
      java.util.Arrays.fill(expected, 300 * t);
      assertArrayEquals(expected, results.get(t - 1).get());
    }
    threads.shutdown();
  }

  private int[] count(Backend.Loaded kernel, int step) {
    Object memory = backend.allocate(DType.INT32, 1000);
    backend.write(memory, new int[1000]);
    for (int i = 0; i < 300; i++) {
      backend.launch(kernel, new Object[] {memory}, new long[] {step});
    }
    int[] result = new int[1000];
    backend.read(memory, result);
    backend.free(memory);
    return result;
  }

  @Test
  void memoryFreedAfterALaunchIsWholeForIt() {
    Backend.Loaded kernel =
        backend.load(List.of(Compiler.render(counting().nest(), backend.target()))).get(0);
    for (int i = 0; i < 200; i++) {
      Object memory = backend.allocate(DType.INT32, 1000);
      backend.launch(kernel, new Object[] {memory}, new long[] {1});
      backend.free(memory);
    }
    backend.finish();
  }

  @Test
  void sourceThatDoesNotBuildIsShownWithTheLog() {
    Rendered good = Compiler.render(counting().nest(), backend.target());
    Rendered bad =
        new Rendered(
            "broken",
            "__kernel void broken() { nonsense; }\n",
            good.phases(),
            List.of(),
            List.of());
    CompileException refused =
        assertThrows(CompileException.class, () -> backend.load(List.of(good, bad)));
    assertEquals("broken", refused.kernel());
    assertTrue(
        refused.getMessage().contains("clBuildProgram: CL_BUILD_PROGRAM_FAILURE"),
        refused.getMessage());
    assertTrue(
        refused.getMessage().contains("    3  __kernel void broken()"), refused.getMessage());
    assertTrue(refused.getMessage().contains("nonsense"), refused.getMessage());
  }

  @Test
  void aFunctionThatIsMissingIsNamed() {
    Rendered good = Compiler.render(counting().nest(), backend.target());
    Rendered other =
        new Rendered("other", "__kernel void other() {}\n", good.phases(), List.of(), List.of());
    DeviceException refused =
        assertThrows(DeviceException.class, () -> backend.load(List.of(other)));
    String expected = "clCreateKernel: CL_INVALID_KERNEL_NAME making count_p0s0 on ";
    assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
  }

  @Test
  void memoryBeyondTheDeviceIsRefused() {
    OutOfDeviceMemoryException full =
        assertThrows(
            OutOfDeviceMemoryException.class, () -> backend.allocate(DType.FLOAT64, 1L << 45));
    assertTrue(
        full.getMessage().startsWith("allocating 281,474,976,710,656 bytes on "),
        full.getMessage());
  }

  @Test
  void aNumberBeyondTheLastDeviceIsRefused() {
    DeviceException refused = assertThrows(DeviceException.class, () -> OpenCl.open(99, List.of()));
    assertTrue(refused.getMessage().startsWith("device opencl:99: there "), refused.getMessage());
  }
}
