package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import java.util.List;

/** Settings of a thread: the device that new tensors are on, and the seed of random ones. */
public final class Quern {
  private Quern() {}

  /**
   * The device that this thread's new tensors are on; {@link Devices#standard()} if none was
   * chosen.
   */
  public static Device device() {
    return Mode.current().device();
  }

  /** Chooses the device of this thread's new tensors. */
  public static void use(Device device) {
    Mode.current().device(device);
  }

  /** Chooses it by name, such as {@code java} or {@code opencl:1}. */
  public static void use(String device) {
    use(Devices.of(device));
  }

  /** The float dtype of this thread's new tensors: FLOAT32 unless another was chosen. */
  public static DType defaultDtype() {
    return Mode.current().dtype();
  }

  /** Chooses the float dtype of this thread's new tensors and modules, FLOAT32 or FLOAT64. */
  public static void defaultDtype(DType dtype) {
    Shapes.check(dtype.isFloat(), "defaultDtype", () -> "needs a float dtype, got " + dtype);
    Mode.current().dtype(dtype);
  }

  /** Where this thread's random tensors come from. */
  public static Generator generator() {
    return Mode.current().generator();
  }

  /** Makes this thread's random tensors come from another generator, which threads may share. */
  public static void use(Generator generator) {
    Mode.current().generator(generator);
  }

  /** Starts this thread's random sequence at its beginning. */
  public static void manualSeed(long seed) {
    generator().manualSeed(seed);
  }

  /** Evaluates everything pending in this thread. */
  public static void evaluate() {
    Tensor.realize(List.of());
  }
}
