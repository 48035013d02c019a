package dev.quern.runtime.replay;

import dev.quern.compiler.Compiler;
import dev.quern.compiler.Program;
import dev.quern.compiler.lower.Nest;
import dev.quern.runtime.backend.Backend;
import dev.quern.runtime.backend.DeviceException;
import dev.quern.runtime.device.Device;
import dev.quern.runtime.kernel.Fitting;
import java.util.List;
import java.util.stream.IntStream;

/** Turns one nest and arrays into what a device makes of them: a kernel run by itself. */
public final class Replay {
  private Replay() {}

  /**
   * Renders, compiles and runs the nest.
   *
   * @param arrays by slot: float[], double[], int[], long[] or boolean[]; those that it writes are
   *     replaced by what it wrote
   * @param scalars values of the nest's scalars in order; a float's raw bits
   * @throws DeviceException if the device runs no kernels
   */
  public static void run(Device device, Nest nest, Object[] arrays, long[] scalars) {
    if (device.name().equals("reference")) {
      throw new DeviceException(
          "reference: interprets graphs and runs no kernels; use java or opencl");
    }
    Backend backend = device.backend();
    List<Integer> slots = IntStream.range(0, arrays.length).boxed().toList();
    Program.Launch launch = new Program.Launch(nest, Compiler.render(nest, device.target()), slots);
    Backend.Loaded kernel = new Fitting(backend).load(List.of(launch)).get(0);
    Object[] memory = new Object[arrays.length];
    try {
      for (int slot = 0; slot < arrays.length; slot++) {
        Nest.Argument argument = nest.arguments().get(slot);
        memory[slot] = backend.allocate(argument.dtype(), argument.elements());
        backend.write(memory[slot], arrays[slot]);
      }
      backend.launch(kernel, memory, scalars);
      backend.finish();
      for (int slot = 0; slot < arrays.length; slot++) {
        if (nest.arguments().get(slot).written()) {
          backend.read(memory[slot], arrays[slot]);
        }
      }
    } finally {
      for (Object each : memory) {
        if (each != null) { // a slot that was not reached
          backend.free(each);
        }
      }
    }
  }
}
