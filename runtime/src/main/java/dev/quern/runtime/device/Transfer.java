package dev.quern.runtime.device;

import dev.quern.compiler.ir.Arg;
import dev.quern.compiler.ir.DType;
import dev.quern.compiler.ir.Node;
import dev.quern.compiler.ir.Shape;
import dev.quern.runtime.backend.HostArrays;
import dev.quern.runtime.memory.Lengths;
import dev.quern.runtime.memory.Memory;
import dev.quern.runtime.memory.MemoryBlock;
import dev.quern.runtime.profile.Phase;
import dev.quern.runtime.profile.Probe;
import dev.quern.runtime.profile.Span;
import java.lang.ref.Reference;

/** Copies primitive arrays to a device's memory and back. */
public final class Transfer {
  private Transfer() {}

  /** A leaf that holds a copy of a primitive array, which must have the shape's elements. */
  public static Node upload(Device device, Shape shape, Object array) {
    return upload(device, shape, array, Memory.Policy.FRESH, "tensor");
  }

  /** The same with what becomes of it when it is assigned to, and the name that messages show. */
  public static Node upload(
      Device device, Shape shape, Object array, Memory.Policy policy, String name) {
    MemoryBlock block = filled(device, shape, array, name);
    return new Memory(device.pool(), block, policy, name).leaf(shape, 0);
  }

  /** The same for a shape whose varying sizes have these values; the array has the largest. */
  public static Node upload(Device device, Shape shape, Object array, Lengths lengths) {
    MemoryBlock block = filled(device, shape, array, "tensor");
    return new Memory(device.pool(), block, Memory.Policy.FRESH, "tensor", lengths).leaf(shape, 0);
  }

  private static MemoryBlock filled(Device device, Shape shape, Object array, String name) {
    DType dtype = HostArrays.dtype(array);
    if (HostArrays.length(array) != shape.elements()) {
      throw new IllegalArgumentException(
          "%s: an array of %d elements does not fill %s, which has %d"
              .formatted(name, HostArrays.length(array), shape, shape.elements()));
    }
    MemoryBlock block = device.pool().take(dtype, shape.elements());
    try (Span unused = Probe.span(Phase.WAIT)) {
      device.backend().write(block.memory, array);
    } catch (RuntimeException | Error failed) {
      device.pool().give(block);
      throw failed;
    }
    return block;
  }

  /** A new primitive array with a stored value's elements. */
  public static Object download(Node leaf) {
    Memory memory = Memory.of(leaf);
    Object array = HostArrays.allocate(memory.dtype(), memory.elements());
    MemoryBlock block = memory.lease(((Arg.Stored) leaf.arg()).version());
    try (Span unused = Probe.span(Phase.WAIT)) {
      memory.pool().backend().read(block.memory, array);
    } finally {
      block.release();
      Reference.reachabilityFence(memory); // whose death would give the block away
    }
    return array;
  }
}
