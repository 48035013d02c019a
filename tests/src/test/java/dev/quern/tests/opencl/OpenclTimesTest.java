package dev.quern.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Nodes;
import dev.quern.compiler.target.Target;
import dev.quern.runtime.backend.Backend;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times that the device's own clock tells. */
final class OpenclTimesTest {
  private static final int ELEMENTS = 1 << 20;

  /** {@code y = y + 1}. */
  private static NestBuilder.Case counting() {
    NestBuilder nest = new NestBuilder("count");
    Node y = nest.inOut(new int[ELEMENTS]);
    Node i = nest.range(ELEMENTS);
    Node next = Nodes.load(y, i).plus(1);
    return nest.phase(NestBuilder.segment(i, Nodes.store(y, i, next))).build();
  }

  @Test
  void aTimedLaunchRunsInOrderAndItsTimeIsWithinTheCallers() {
    Backend backend = OpenclDevices.of(Target.Kind.OPENCL_CPU);
    Backend.Loaded kernel =
        backend.load(List.of(Compiler.render(counting().nest(), backend.target()))).get(0);
    Object memory = backend.allocate(DType.INT32, ELEMENTS);
    backend.write(memory, new int[ELEMENTS]);
    Object[] buffers = {memory};
    for (int round = 0; round < 5; round++) {
      backend.launch(kernel, buffers, new long[0]);
      long start = System.nanoTime();
      long device = backend.timed(kernel, buffers, new long[0]);
      long caller = System.nanoTime() - start;
      assertTrue(device > 0 && device <= caller, device + " ns of " + caller);
    }
    backend.launch(kernel, buffers, new long[0]);
    int[] result = new int[ELEMENTS];
    backend.read(memory, result);
    assertEquals(11, result[0]);
    assertEquals(11L * ELEMENTS, java.util.Arrays.stream(result).asLongStream().sum());
    backend.free(memory);
  }
}
