package dev.quern;

import dev.quern.compiler.ir.DType;
import dev.quern.runtime.Devices;
import dev.quern.runtime.device.Device;
import java.util.Optional;

/** What a thread's tensor code depends on beside its arguments. */
final class Mode {
  private static final ThreadLocal<Mode> CURRENT = ThreadLocal.withInitial(Mode::new);

  private Pending pending = new Pending();
  private Optional<Capture> capture = Optional.empty();
  private boolean recording = true;
  private Generator generator = new Generator(0);
  private DType dtype = DType.FLOAT32;
  private Device device; // null until a factory or the program asks for one

  static Mode current() {
    return CURRENT.get();
  }

  /** What the next request of this thread evaluates. */
  Pending pending() {
    return pending;
  }

  void pending(Pending next) {
    pending = next;
  }

  /** What this thread writes down for a {@link Compiled}. */
  Optional<Capture> capture() {
    return capture;
  }

  void capture(Optional<Capture> next) {
    capture = next;
  }

  /** Whether operations on tensors that require grad are to be differentiable. */
  boolean recording() {
    return recording;
  }

  /** Switches recording and returns what it was. */
  boolean recording(boolean on) {
    boolean before = recording;
    recording = on;
    return before;
  }

  Generator generator() {
    return generator;
  }

  void generator(Generator next) {
    generator = next;
  }

  /** The float dtype of new tensors and of numbers with a fraction. */
  DType dtype() {
    return dtype;
  }

  void dtype(DType next) {
    dtype = next;
  }

  Device device() {
    return device == null ? Devices.standard() : device;
  }

  void device(Device next) {
    device = next;
  }
}
